package io.github.databasemigration.engine.platform.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A session that does nothing but hold one advisory lock.
 *
 * <p>It is never in a transaction and never waits in the server: either would hold a snapshot, and {@code CREATE INDEX
 * CONCURRENTLY} waits for every snapshot there is.
 */
final class LockSession implements AutoCloseable {
    /** The answer to a question this small is late after so long, and the session as good as lost. */
    private static final int ANSWER_MILLIS = 15_000;

    private static final String HELD_BY_THIS_SESSION =
            "SELECT EXISTS (SELECT FROM pg_locks l WHERE l.pid = pg_backend_pid() AND " + LockKey.HELD + ")";
    private static final String HELD_BY_ANYBODY = "SELECT EXISTS (SELECT FROM pg_locks l WHERE " + LockKey.HELD + ")";

    private final Connection connection;

    private LockSession(Connection connection) {
        this.connection = connection;
    }

    /** Opens a session that tells who holds the lock by its application name. */
    static LockSession open(Sessions sessions) throws SQLException {
        Connection connection =
                sessions.open(ApplicationName.ofLock(sessions.connecting().holder()));
        LockSession session = new LockSession(connection);
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            statement.execute(noticeALostHost(connection.getMetaData().getDatabaseMajorVersion()));
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** Lets the server find out within about 45 seconds that our host is gone, and free the lock. */
    private static String noticeALostHost(int serverVersion) {
        return "SET statement_timeout = 0; SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 10;"
                + " SET tcp_keepalives_count = 3" + (serverVersion >= 12 ? "; SET tcp_user_timeout = 45000" : "");
    }

    boolean tryLock(LockKey key) throws SQLException {
        return ask("SELECT pg_try_advisory_lock(?)", key);
    }

    /** Together with others who only want a share. */
    boolean tryShare(LockKey key) throws SQLException {
        return ask("SELECT pg_try_advisory_lock_shared(?)", key);
    }

    boolean holds(LockKey key) throws SQLException {
        return ask(HELD_BY_THIS_SESSION, key);
    }

    /** Whether any session of any database of the server holds the key. */
    boolean heldByAnybody(LockKey key) throws SQLException {
        return ask(HELD_BY_ANYBODY, key);
    }

    private boolean ask(String sql, LockKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Gives the lock back before it closes: a server notices a closed connection only a moment later. */
    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // The session is gone already, and the lock with it.
        }
    }
}
