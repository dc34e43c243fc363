package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks a run to stop when its time is over. */
public final class TimeLimit implements AutoCloseable {
    private final ScheduledExecutorService timer;

    /** What the environment of an order says, until it is closed. */
    public static TimeLimit of(Order order) {
        return new TimeLimit(order.environment().timeouts().total(), order.cancellation());
    }

    /** @param limit zero means without limit */
    private TimeLimit(Duration limit, Cancellation cancellation) {
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "migration-time-limit");
            thread.setDaemon(true);
            return thread;
        });
        if (!limit.isZero()) {
            timer.schedule(
                    () -> cancellation.request("the time limit of " + limit + " is over"),
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
