package io.github.databasemigration.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that another process brings about. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Eventually() {}

    static void holds(String what, BooleanSupplier condition) {
        holds(() -> what, condition);
    }

    /** @param what what was waited for, and what there was instead */
    static void holds(Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what.get());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
