package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The right to migrate one database: a user-level lock of the server ({@code GET_LOCK}) in a session of its own.
 *
 * <p>The session asks for its lock every few seconds ({@link #stillHeld}). If the host is gone and does not ask for a
 * minute, the server ends the session, and the lock with it. Servers of a Galera cluster do not share such locks: every
 * run must name the same node.
 */
final class MysqlLock implements MigrationLock {
    private static final int SILENCE_SECONDS = 60;
    private static final String ANSWER_MILLISECONDS = "15000";

    private final Connection session;
    private final LockName name;

    private MysqlLock(Connection session, LockName name) {
        this.session = session;
        this.name = name;
    }

    static Optional<MigrationLock> tryLock(MysqlSessions sessions, LockName name) throws SQLException {
        Holder holder = sessions.connecting().holder();
        Properties properties = new Properties();
        properties.setProperty("socketTimeout", ANSWER_MILLISECONDS);
        properties.setProperty("connectionAttributes", HolderAttributes.of(holder));
        MysqlLock lock = new MysqlLock(sessions.open(properties), name);
        try {
            Rows.run(lock.session, List.of("SET SESSION wait_timeout = " + SILENCE_SECONDS));
            if ("1".equals(Rows.text(lock.session, "SELECT GET_LOCK(?, 0)", name.right()))) {
                LockSign.write(lock.session, name, holder, Instant.now());
                return Optional.of(lock);
            }
        } catch (SQLException e) {
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    @Override
    public synchronized boolean stillHeld() {
        try {
            return "1".equals(Rows.text(session, "SELECT IS_USED_LOCK(?) = CONNECTION_ID()", name.right()));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the lock back before it closes: a server notices a closed connection only a moment later. */
    @Override
    public synchronized void close() {
        try (session) {
            Rows.text(session, "SELECT RELEASE_LOCK(?)", name.right());
        } catch (SQLException e) {
            // The session is gone already, and the lock with it.
        }
    }
}
