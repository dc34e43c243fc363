package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs undo scripts, which the free Flyway does not. With each the entry of what it undid leaves the history, in the same
 * transaction where the database has one for it.
 */
final class Undo {
    private final Database database;
    private final HistoryTable history;
    private final MigrationListener listener;
    private PlannedMigration current;
    private boolean sending;

    Undo(Database database, HistoryTable history, MigrationListener listener) {
        this.database = database;
        this.history = history;
        this.listener = listener;
    }

    /** @param together whether all are one transaction */
    void run(List<PlannedMigration> planned, boolean together) {
        try (Connection connection = Insistent.connection(database, database.connect(), listener, () -> sending)) {
            listener.sessionOpened(database.sessionOf(connection));
            history.enter(connection);
            try {
                for (PlannedMigration migration : planned) {
                    current = migration;
                    undo(connection, migration, !together);
                }
                if (together) {
                    connection.commit();
                }
            } catch (SQLException | RuntimeException e) {
                rollBack(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw current == null ? new ToolFaults(database).of(e) : failure(e);
        } catch (RuntimeException e) {
            if (current == null) {
                throw e;
            }
            MigrationFailure failure = new MigrationFailure(current.label(), redacted(Lines.one(e.getMessage())));
            failure.initCause(e);
            throw failure;
        }
    }

    private void undo(Connection connection, PlannedMigration migration, boolean alone) throws SQLException {
        // Where DDL commits by itself, what follows the last of it still belongs together with the history.
        boolean transaction = migration.transactional() || !database.transactionalDdl();
        connection.setAutoCommit(!transaction);
        listener.migrationStarted(migration.label(), migration.script(), migration.transactional());
        ask(connection);
        for (String sql : migration.statements()) {
            execute(connection, sql);
        }
        history.remove(connection, migration.version().orElseThrow());
        if (transaction && alone) {
            connection.commit();
        }
        listener.migrationFinished(migration.label());
    }

    private void execute(Connection connection, String sql) throws SQLException {
        listener.statementStarted(sql);
        long since = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            boolean query = send(statement, sql);
            Optional<Long> rows = query ? Optional.empty() : Optional.of(statement.getLargeUpdateCount());
            listener.statementFinished(Duration.ofNanos(System.nanoTime() - since), rows);
        } catch (SQLException e) {
            listener.statementFailed(Duration.ofNanos(System.nanoTime() - since), redacted(ToolFaults.words(e)));
            throw e;
        }
        ask(connection);
    }

    private boolean send(Statement statement, String sql) throws SQLException {
        sending = true;
        try {
            return statement.execute(sql);
        } finally {
            sending = false;
        }
    }

    private void ask(Connection connection) throws SQLException {
        Optional<String> question = listener.question();
        if (question.isPresent()) {
            listener.answered(Rows.text(connection, question.get()));
        }
    }

    private static void rollBack(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // The session is gone, and with it what was not committed.
        }
    }

    private MigrationFailure failure(SQLException e) {
        return new MigrationFailure(current.label(), redacted(ToolFaults.words(e)), Insistent.gaveUp(database, e));
    }

    private String redacted(String words) {
        return database.connecting().redactor().redact(words);
    }
}
