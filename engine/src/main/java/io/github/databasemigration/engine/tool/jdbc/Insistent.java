package io.github.databasemigration.engine.tool.jdbc;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Interception;
import io.github.databasemigration.engine.platform.LockConflicts;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A session whose statements are sent again where the server gave them up for a lock and nothing came of them.
 *
 * <p>It is done below the tool, which knows of no second attempt: on platforms without transactional DDL Flyway would
 * note in its history that the migration failed, and no tool can go on in the middle of a script.
 */
public final class Insistent {
    private static final int ANSWER_SECONDS = 5;

    private final Connection connection;
    private final LockConflicts locks;
    private final MigrationListener listener;
    private final BooleanSupplier migrating;

    private Insistent(
            Connection connection, LockConflicts locks, MigrationListener listener, BooleanSupplier migrating) {
        this.connection = connection;
        this.locks = locks;
        this.listener = listener;
        this.migrating = migrating;
    }

    /**
     * The same session, insistent where the server tells what it gave up for a lock.
     *
     * @param migrating whether what is sent at the moment is a migration's statement
     */
    public static Connection connection(
            Database database, Connection connection, MigrationListener listener, BooleanSupplier migrating) {
        return database.lockConflicts()
                .map(locks -> new Insistent(connection, locks, listener, migrating))
                .map(insistent -> Interception.of(Connection.class, insistent::onConnection))
                .orElse(connection);
    }

    /** Whether an error means that no more than a lock was lacking. */
    public static boolean gaveUp(Database database, SQLException e) {
        return database.lockConflicts().filter(locks -> gaveUp(locks, e)).isPresent();
    }

    private static boolean gaveUp(LockConflicts locks, SQLException e) {
        return locks.gaveUp(e.getSQLState() == null ? "" : e.getSQLState(), e.getErrorCode());
    }

    private Object onConnection(Method method, Object[] arguments) throws Throwable {
        Object result = Interception.call(connection, method, arguments);
        return method.getName().equals("createStatement")
                ? Interception.of(Statement.class, (called, with) -> onStatement((Statement) result, called, with))
                : result;
    }

    private Object onStatement(Statement statement, Method method, Object[] arguments) throws Throwable {
        boolean sends = method.getName().startsWith("execute") && arguments != null && migrating.getAsBoolean();
        return sends && arguments[0] instanceof String sql
                ? send(sql, () -> Interception.call(statement, method, arguments))
                : Interception.call(statement, method, arguments);
    }

    /** One sending of a statement. */
    @FunctionalInterface
    private interface Sending {
        Object send() throws Throwable;
    }

    private Object send(String sql, Sending sending) throws Throwable {
        boolean inTransaction = !connection.getAutoCommit();
        if (!locks.patient(sql, inTransaction)) {
            return send(sql, inTransaction, sending);
        }
        Rows.run(connection, List.of(locks.patience()));
        try {
            return send(sql, inTransaction, sending);
        } finally {
            // Of a session that is gone, the reason is what the statement says.
            if (connection.isValid(ANSWER_SECONDS)) {
                Rows.run(connection, List.of(locks.impatience()));
            }
        }
    }

    private Object send(String sql, boolean inTransaction, Sending sending) throws Throwable {
        while (true) {
            long start = System.nanoTime();
            try {
                return sending.send();
            } catch (SQLException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                boolean again = gaveUp(locks, e) && locks.repeatable(sql, inTransaction) && listener.sendAgain(waited);
                if (!again) {
                    throw e;
                }
            }
        }
    }
}
