package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow, with jitter, and end when the run is cancelled. */
final class Pause {
    private final Duration longest;
    private final Cancellation cancellation;
    private Duration next;

    Pause(Duration first, Duration longest, Cancellation cancellation) {
        this.next = first;
        this.longest = longest;
        this.cancellation = cancellation;
    }

    void take() {
        cancellation.await(next());
    }

    /** The length of the next one, for those who want to say it first. */
    Duration next() {
        long millis = next.toMillis() / 2 + ThreadLocalRandom.current().nextLong(next.toMillis() / 2 + 1);
        next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
        return Duration.ofMillis(millis);
    }
}
