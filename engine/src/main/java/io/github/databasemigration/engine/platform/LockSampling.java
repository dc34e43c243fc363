package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.cancel.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at the locks of another session while that runs a statement, often at first and then less so. */
public final class LockSampling implements Observer.Watch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Set<TableLock> seen = ConcurrentHashMap.newKeySet();
    private final Cancellation done = new Cancellation();
    private final Thread thread;

    private LockSampling(Connection own, Look look) {
        thread = new Thread(() -> sample(own, look), "lock-sampling");
        thread.setDaemon(true);
    }

    /**
     * Begins to look.
     *
     * @param own the session to look with; closed at the end
     */
    public static LockSampling begin(Connection own, Look look) {
        LockSampling sampling = new LockSampling(own, look);
        sampling.thread.start();
        return sampling;
    }

    private void sample(Connection own, Look look) {
        try (own) {
            Duration pause = FIRST_PAUSE;
            while (done.reason().isEmpty()) {
                seen.addAll(look.with(own));
                done.await(pause);
                pause = Duration.ofNanos(Math.min(LONGEST_PAUSE.toNanos(), pause.toNanos() * 5 / 4));
            }
        } catch (SQLException e) {
            // What was seen is what there is.
        }
    }

    @Override
    public Set<TableLock> end() {
        done.request("the statement has ended");
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Set.copyOf(seen);
    }

    /** One look. */
    @FunctionalInterface
    public interface Look {
        /** The locks that are held, or waited for, now. */
        Set<TableLock> with(Connection own) throws SQLException;
    }
}
