package io.github.databasemigration.engine.tool.jdbc;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A session for migrations: the engine hears of each statement, and asks in between what it wants to know. */
public final class AnnouncedSession implements AutoCloseable {
    private final Database database;
    private final MigrationListener listener;
    private final Connection connection;
    private boolean sending;

    private AnnouncedSession(Database database, Connection opened, MigrationListener listener) {
        this.database = database;
        this.listener = listener;
        this.connection = Insistent.connection(database, opened, listener, () -> sending);
    }

    /** Opens one. */
    public static AnnouncedSession open(Database database, MigrationListener listener) throws SQLException {
        Connection opened = database.connect();
        try {
            listener.sessionOpened(database.sessionOf(opened));
            return new AnnouncedSession(database, opened, listener);
        } catch (SQLException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** What is sent here is not announced, unless by {@link #send}. */
    public Connection connection() {
        return connection;
    }

    /** One sending of a statement. */
    @FunctionalInterface
    public interface Sending<T, E extends Throwable> {
        /** Sends it, and returns what the driver answers. */
        T send() throws E;
    }

    /** Sends a migration's statement. */
    public <T, E extends Throwable> T send(Statement statement, String sql, Sending<T, E> sending)
            throws E, SQLException {
        listener.statementStarted(sql);
        Rows.run(connection, listener.beforehand(sql));
        long since = System.nanoTime();
        T answer;
        try {
            answer = announcing(sending);
            listener.statementFinished(since(since), rows(statement, answer));
        } catch (SQLException e) {
            listener.statementFailed(since(since), redacted(DriverErrors.words(e)));
            throw e;
        }
        ask();
        return answer;
    }

    private <T, E extends Throwable> T announcing(Sending<T, E> call) throws E, SQLException {
        sending = true;
        try {
            return call.send();
        } finally {
            sending = false;
        }
    }

    /** Asks the engine's question, if it has one. */
    public void ask() throws SQLException {
        Optional<String> question = listener.question();
        if (question.isPresent()) {
            listener.answered(Rows.text(connection, question.get()));
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static Optional<Long> rows(Statement statement, Object answer) throws SQLException {
        if (answer instanceof Number touched) {
            return Optional.of(touched.longValue());
        }
        if (answer instanceof int[] each) {
            return Optional.of(Arrays.stream(each)
                    .filter(touched -> touched > 0)
                    .asLongStream()
                    .sum());
        }
        return Boolean.FALSE.equals(answer)
                ? Optional.of(statement.getLargeUpdateCount()).filter(touched -> touched >= 0)
                : Optional.empty();
    }

    /** Rolls back what is not committed; of a session that is gone, nothing is left anyway. */
    public void rollBack() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // The session is gone, and with it what was not committed.
        }
    }

    private String redacted(String words) {
        return database.connecting().redactor().redact(words);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
