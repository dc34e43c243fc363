package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.SecretScan;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again at the arguments of all processes of this machine, for a password that was given to one. */
final class ArgumentSampler implements AutoCloseable {
    private static final long EVERY_MILLIS = 40;

    private final SecretScan scan;
    private final Set<String> found = new ConcurrentSkipListSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::sample, "argument-sampler");

    ArgumentSampler(SecretScan scan) {
        this.scan = scan;
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() {
        try {
            do {
                found.addAll(scan.inProcessArguments());
            } while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The processes that had it among their arguments so far. */
    Set<String> found() {
        return found;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
