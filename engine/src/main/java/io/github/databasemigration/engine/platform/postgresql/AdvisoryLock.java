package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.MigrationLock;
import java.sql.SQLException;
import java.util.Optional;

/** The right to change the schema: an advisory lock in the database itself, in a session of its own. */
final class AdvisoryLock implements MigrationLock {
    private LockSession session;

    private AdvisoryLock(LockSession session) {
        this.session = session;
    }

    /** The lock, if it is free and the database is not just being replaced by a restored one. */
    static Optional<AdvisoryLock> tryLock(Sessions sessions) throws SQLException {
        LockSession session = LockSession.open(sessions);
        try {
            LockKey replacing = LockKey.replacing(sessions.address().database());
            if (session.tryLock(LockKey.MIGRATION) && !session.heldByAnybody(replacing)) {
                return Optional.of(new AdvisoryLock(session));
            }
        } catch (SQLException e) {
            session.close();
            throw e;
        }
        session.close();
        return Optional.empty();
    }

    @Override
    public synchronized boolean stillHeld() {
        try {
            return session.holds(LockKey.MIGRATION);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        session.close();
    }
}
