package io.github.databasemigration.cli;

import io.github.databasemigration.engine.cancel.Cancellation;
import java.util.concurrent.CountDownLatch;

/**
 * Turns SIGTERM and Ctrl-C into a cancellation, and lets the run end with its own words and exit status.
 *
 * <p>The JVM answers these signals by running its shutdown hooks. Ours asks the run to stop and waits until it has
 * cancelled its statement, looked into the database and written its report; only then it lets the process go.
 */
final class Stop {
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status;

    Stop() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "stop"));
    }

    Cancellation cancellation() {
        return cancellation;
    }

    private void signalled() {
        if (ended.getCount() == 0) {
            return;
        }
        cancellation.request("a signal asked this program to end");
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // exit() would wait for this very hook.
        Runtime.getRuntime().halt(status);
    }

    /** Ends the process with the status of the command. */
    void exit(int with) {
        status = with;
        ended.countDown();
        System.exit(with);
    }
}
