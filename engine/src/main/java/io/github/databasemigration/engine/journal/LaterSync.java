package io.github.databasemigration.engine.journal;

import java.io.Closeable;
import java.time.Duration;

/**
 * Syncs a file in a thread of its own, again and again as long as somebody asks: whoever writes need not wait, and what
 * is written while one sync runs, and in the moment after it, shares the next. Without that moment a fast disk would be
 * asked for every line, at the expense of the database beside it.
 */
final class LaterSync implements Closeable {
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final Runnable sync;
    private Thread thread;
    private boolean asked;
    private boolean idle;
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
        if (idle) {
            notifyAll();
        }
    }

    private void work() {
        while (await()) {
            sync.run();
            rest();
        }
    }

    /** Whether there is something to do; waits until it is known. */
    private synchronized boolean await() {
        try {
            while (!asked && !closed) {
                idle = true;
                wait();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; whatever is left is synced by whoever closes.
            return false;
        }
        idle = false;
        boolean work = asked;
        asked = false;
        return work;
    }

    /** Waits a moment, or until it is closed. */
    private synchronized void rest() {
        if (!closed) {
            try {
                wait(MOMENT.toMillis());
            } catch (InterruptedException e) {
                // Nobody interrupts it; a shorter rest does no harm.
            }
        }
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
