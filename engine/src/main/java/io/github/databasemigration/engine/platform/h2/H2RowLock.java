package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.h2.api.ErrorCode;

/**
 * The right to migrate a database behind an H2 server: the one row of a table, inserted and never committed. The server
 * takes it back when the session ends, however that happens.
 *
 * <p>The row says who holds the lock; those who look read it uncommitted as it is.
 */
final class H2RowLock implements MigrationLock {
    private static final String TABLE = H2Locks.SCHEMA + ".MIGRATION_LOCK";
    private static final List<String> CREATE = List.of(
            "CREATE SCHEMA IF NOT EXISTS " + H2Locks.SCHEMA,
            "CREATE TABLE IF NOT EXISTS " + TABLE + " (ONLY_ROW INTEGER PRIMARY KEY, HOLDER VARCHAR NOT NULL)");
    private static final String READ = "SELECT HOLDER FROM " + TABLE;

    private final Connection session;
    private final String said;

    private H2RowLock(Connection session, String said) {
        this.session = session;
        this.said = said;
    }

    static Optional<MigrationLock> tryLock(H2Sessions sessions) throws SQLException {
        Holder holder = sessions.connecting().holder();
        Holder since = new Holder(holder.who(), holder.host(), holder.pid(), holder.run(), Optional.of(Instant.now()));
        H2RowLock lock = new H2RowLock(sessions.existing(), Json.canonical(since));
        try {
            // The shortest there is: 0 stands for the default.
            Rows.run(lock.session, List.of("SET LOCK_TIMEOUT 1"));
            if (!exists(lock.session)) {
                Rows.run(lock.session, CREATE);
            }
            lock.session.setAutoCommit(false);
            lock.take();
            return Optional.of(lock);
        } catch (SQLException e) {
            lock.close();
            if (heldByAnother(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void take() throws SQLException {
        try (var insert = session.prepareStatement("INSERT INTO " + TABLE + " VALUES (1, ?)")) {
            insert.setString(1, said);
            insert.executeUpdate();
        }
    }

    private static boolean exists(Connection connection) throws SQLException {
        return !Rows.text(
                        connection,
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?",
                        H2Locks.SCHEMA)
                .equals("0");
    }

    /** Also two that create the table at once, which H2 does not always put into an error of its own. */
    private static boolean heldByAnother(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.LOCK_TIMEOUT_1,
                    ErrorCode.CONCURRENT_UPDATE_1,
                    ErrorCode.DUPLICATE_KEY_1,
                    ErrorCode.SCHEMA_ALREADY_EXISTS_1,
                    ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS_1 -> true;
            case ErrorCode.GENERAL_ERROR_1 -> String.valueOf(e.getMessage()).contains("object already exists");
            default -> false;
        };
    }

    /** Who holds it, if anybody. */
    static Optional<Holder> holder(Connection connection) throws SQLException {
        if (!exists(connection)) {
            return Optional.empty();
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
        return Rows.of(connection, READ, row -> row.getString(1)).stream()
                .map(text -> Json.read(text, Holder.class))
                .findFirst();
    }

    @Override
    public synchronized boolean stillHeld() {
        try {
            return Rows.text(session, READ).equals(said);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        try (session) {
            if (!session.getAutoCommit()) {
                session.rollback();
            }
        } catch (SQLException e) {
            // The session is gone already, and the lock with it.
        }
    }
}
