package io.github.databasemigration.engine.verification;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.SessionId;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Cancels what runs in a session when its time is over or the run is stopped. The server's own limit on statements is
 * for sessions that migrate, and SQLite has none.
 */
final class Watch implements AutoCloseable {
    /** Asked again, in case the query had not begun when it was asked first. */
    private static final long AGAIN_MILLISECONDS = 1000;

    private final Timer timer = new Timer("verify-limit", true);
    private final Cancellation.Registration registration;
    private volatile boolean expired;

    /** @param limit zero for none */
    Watch(Database database, SessionId session, Duration limit) {
        registration = database.connecting().cancellation().whileRunning(() -> stopAfter(0, database, session));
        if (!limit.isZero()) {
            stopAfter(limit.toMillis(), database, session);
        }
    }

    private void stopAfter(long milliseconds, Database database, SessionId session) {
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                expired = true;
                stop(database, session);
            }
        };
        try {
            timer.schedule(task, milliseconds, AGAIN_MILLISECONDS);
        } catch (IllegalStateException e) {
            // The query ended while the run was being stopped.
        }
    }

    private static void stop(Database database, SessionId session) {
        try {
            database.cancel(session);
        } catch (Fault e) {
            // The server is gone, and the query with it: that is found out where it runs.
        }
    }

    /** Whether the query was to be stopped. */
    boolean expired() {
        return expired;
    }

    @Override
    public void close() {
        registration.close();
        timer.cancel();
    }
}
