package io.jenkins.plugins.databasemigration;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition. */
public final class Await {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        Instant limit = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("did not happen: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
