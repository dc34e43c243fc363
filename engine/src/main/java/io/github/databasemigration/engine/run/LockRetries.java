package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * How often and how long what did not get a lock is tried again.
 *
 * <p>A pause is at first about as long as an attempt, so that the application's queries that queued behind the attempt
 * get through before the next one; it grows, for who holds a lock for so long may hold it for long.
 */
final class LockRetries {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Timeouts timeouts;
    private final Cancellation cancellation;
    private String subject = "";
    private int attempt;
    private long deadline;
    private Pause pause;

    LockRetries(Timeouts timeouts, Cancellation cancellation) {
        this.timeouts = timeouts;
        this.cancellation = cancellation;
    }

    /**
     * The pause before the next attempt; empty where the time is over. The time begins with the first attempt.
     *
     * @param what a statement or a migration; another one than before begins anew
     * @param waited how long the attempt took that just failed
     */
    Optional<Duration> after(String what, Duration waited) {
        if (!what.equals(subject)) {
            subject = what;
            attempt = 0;
            deadline = System.nanoTime() + timeouts.retrying().minus(waited).toNanos();
            pause = new Pause(first(), LONGEST_PAUSE, cancellation);
        }
        attempt++;
        Duration next = pause.next();
        boolean over = System.nanoTime() + next.toNanos() > deadline;
        return over || cancellation.reason().isPresent() ? Optional.empty() : Optional.of(next);
    }

    private Duration first() {
        return timeouts.lock().compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : timeouts.lock();
    }

    /** The number of the attempt that failed last, from 1. */
    int attempt() {
        return attempt;
    }

    /** The time that is left. */
    Duration left() {
        return Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), deadline - System.nanoTime()));
    }

    /** Waits; false where the run is to stop. */
    boolean take(Duration time) {
        cancellation.await(time);
        return cancellation.reason().isEmpty();
    }
}
