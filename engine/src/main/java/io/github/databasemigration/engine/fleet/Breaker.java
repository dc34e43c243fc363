package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.report.FleetReport.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops what has not begun when more has failed than may. */
final class Breaker {
    private final int allowed;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean open;

    /** @param allowed how many may fail */
    Breaker(int allowed) {
        this.allowed = allowed;
    }

    /** @param vital whether the first failure is one too many */
    void hear(Outcome outcome, boolean vital) {
        if (outcome.failure() && (failures.incrementAndGet() > allowed || vital)) {
            open = true;
        }
    }

    /** Whether nothing more may begin. */
    boolean open() {
        return open;
    }
}
