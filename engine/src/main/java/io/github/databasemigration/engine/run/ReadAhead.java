package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.plan.Plan;

/**
 * Has a plan's statements parsed in a thread of its own, for the parser takes a while to load. Nobody else may use the
 * parser before {@link #await} has returned.
 */
final class ReadAhead {
    private final Thread thread;

    ReadAhead(StatementParser parser, Plan plan) {
        thread = new Thread(
                () -> plan.migrations().stream()
                        .flatMap(migration -> migration.statements().stream())
                        .forEach(parser::parse),
                "read-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until all is parsed; an interrupt does not end the waiting, for the parser is not for two threads. */
    void await() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
