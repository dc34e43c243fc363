package io.github.databasemigration.engine.journal;

import java.io.Closeable;

/**
 * Syncs a file in a thread of its own, again and again as long as somebody asks: whoever writes need not wait, and what
 * is written while one sync runs shares the next.
 */
final class LaterSync implements Closeable {
    private final Runnable sync;
    private Thread thread;
    private boolean asked;
    private boolean closed;

    /** @param sync what to do; it takes care of its own failures */
    LaterSync(Runnable sync) {
        this.sync = sync;
    }

    /** Asks for a sync that begins after this call. */
    synchronized void ask() {
        asked = true;
        if (thread == null) {
            thread = new Thread(this::work, "journal-sync");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    private void work() {
        while (await()) {
            sync.run();
        }
    }

    /** Whether there is something to do; waits until it is known. */
    private synchronized boolean await() {
        try {
            while (!asked && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; whatever is left is synced by whoever closes.
            return false;
        }
        boolean work = asked;
        asked = false;
        return work;
    }

    /** Ends the thread, after what was asked for. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            notifyAll();
        }
        boolean interrupted = false;
        while (running != null && running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
