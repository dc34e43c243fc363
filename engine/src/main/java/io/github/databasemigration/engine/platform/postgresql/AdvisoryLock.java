package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.MigrationLock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to change the schema: an advisory lock in the database itself, in a session of its own.
 *
 * <p>Whoever works on one schema alone takes the lock of that schema and a share of the database's: so schemas are
 * migrated beside each other, and never beside somebody who has the whole database.
 *
 * <p>A restore may replace the database, and the lock must go over to the new one. The restore need not know the object
 * that holds the lock (a recovery after a cancellation opens the database anew), so the locks of this process are kept
 * here: the server grants a lock to a process too, not to an object.
 */
final class AdvisoryLock implements MigrationLock {
    private static final Set<AdvisoryLock> HELD = ConcurrentHashMap.newKeySet();
    private static final long RETAKE_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final Sessions sessions;
    private LockSession session;

    private AdvisoryLock(Sessions sessions, LockSession session) {
        this.sessions = sessions;
        this.session = session;
    }

    /** The lock, if it is free and the database is not just being replaced by a restored one. */
    static Optional<AdvisoryLock> tryLock(Sessions sessions) throws SQLException {
        LockSession session = LockSession.open(sessions);
        try {
            LockKey replacing = LockKey.replacing(sessions.address().database());
            if (taken(session, sessions.connecting().schema()) && !session.heldByAnybody(replacing)) {
                AdvisoryLock lock = new AdvisoryLock(sessions, session);
                HELD.add(lock);
                return Optional.of(lock);
            }
        } catch (SQLException e) {
            session.close();
            throw e;
        }
        session.close();
        return Optional.empty();
    }

    private static boolean taken(LockSession session, Optional<String> schema) throws SQLException {
        return schema.isEmpty()
                ? session.tryLock(LockKey.MIGRATION)
                : session.tryShare(LockKey.MIGRATION) && session.tryLock(LockKey.ofSchema(schema.get()));
    }

    /**
     * Replaces the database while {@link LockKey#replacing} is held, and takes this process's lock on it, if there is
     * one, again in the new database. {@link #stillHeld} waits meanwhile.
     */
    static void carriedThrough(Sessions sessions, Runnable replacing) {
        Optional<AdvisoryLock> held = HELD.stream()
                .filter(lock -> lock.sessions.address().equals(sessions.address()))
                .findFirst();
        held.ifPresentOrElse(lock -> lock.carriedThrough(replacing), replacing);
    }

    private synchronized void carriedThrough(Runnable replacing) {
        try {
            replacing.run();
        } finally {
            if (!stillHeld()) {
                retake();
            }
        }
    }

    /**
     * Others may get the lock for the moment they need to see that it is not theirs, and take the last connection. Where
     * it does not succeed {@link #stillHeld} says so.
     */
    private void retake() {
        long deadline = System.nanoTime() + RETAKE_NANOS;
        while (!retaken() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean retaken() {
        session.close();
        try {
            session = LockSession.open(sessions);
            return taken(session, sessions.connecting().schema());
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public synchronized boolean stillHeld() {
        try {
            Optional<String> schema = sessions.connecting().schema();
            return session.holds(LockKey.MIGRATION)
                    && (schema.isEmpty() || session.holds(LockKey.ofSchema(schema.get())));
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        HELD.remove(this);
        session.close();
    }
}
