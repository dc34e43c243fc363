package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.SessionId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops a run when its lock is lost, and carries a request to stop into the server.
 *
 * <p>A run without its lock must not go on: somebody else may have it. A cancelled statement may be followed by another
 * one before the tool notices, so the watchdog cancels again until the work has ended.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final Duration CANCEL_AGAIN = Duration.ofMillis(500);

    private final Database database;
    private final MigrationLock lock;
    private final Cancellation cancellation;
    private final Cancellation done = new Cancellation();
    private final Set<SessionId> sessions = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    Watchdog(Database database, MigrationLock lock, Cancellation cancellation) {
        this.database = database;
        this.lock = lock;
        this.cancellation = cancellation;
        thread = new Thread(this::watch, "migration-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** A session to be cancelled when the run is to stop. */
    void watch(SessionId session) {
        sessions.add(session);
    }

    /** The sessions there were are closed: their numbers may be somebody else's by now. */
    void forget() {
        sessions.clear();
    }

    private void watch() {
        // A stop must not wait for the next beat.
        try (var registration = cancellation.whileRunning(this::cancelSessions)) {
            while (done.reason().isEmpty()) {
                if (cancellation.reason().isPresent()) {
                    cancelSessions();
                    done.await(CANCEL_AGAIN);
                } else if (!holdsLock()) {
                    cancellation.request("the lock of the database was lost");
                } else {
                    done.await(BEAT);
                }
            }
        }
    }

    private boolean holdsLock() {
        try {
            return lock.stillHeld();
        } catch (Fault e) {
            return false;
        }
    }

    private void cancelSessions() {
        for (SessionId session : sessions) {
            try {
                database.cancel(session);
            } catch (Fault e) {
                // The server is gone, and the statement with it; or the next beat succeeds.
            }
        }
    }

    /** Ends the watch; waits until the last beat is over, so that the lock can be given back. */
    @Override
    public void close() {
        done.request("the work is done");
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
