package io.jenkins.plugins.databasemigration.backup;

import java.util.concurrent.TimeUnit;

/** Watches what lives in the heap of this JVM: collects the garbage again and again and looks at what is left. */
final class HeapWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;

    private final Thread thread = new Thread(this::watch, "heap-watch");
    private volatile boolean ended;
    private volatile long most;

    private HeapWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    static HeapWatch begin() {
        return new HeapWatch();
    }

    private void watch() {
        try {
            while (!ended) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The most that was left, in MiB; call it after the end. */
    long mostMebibytes() {
        return most >> 20;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
