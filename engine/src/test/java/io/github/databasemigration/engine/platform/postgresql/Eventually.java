package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what the server needs a moment for, such as noticing that a session is gone. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Eventually() {}

    static <T> void become(T expected, Supplier<T> actual) {
        Instant limit = Instant.now().plus(LIMIT);
        T last = actual.get();
        while (!expected.equals(last) && Instant.now().isBefore(limit)) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            last = actual.get();
        }
        assertThat(last).isEqualTo(expected);
    }
}
