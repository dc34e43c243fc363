package io.github.databasemigration.engine.cancel;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One request to stop, made from any thread (a signal, a time limit, a lost lock) and heeded by the one that works.
 *
 * <p>Work that blocks registers how to interrupt it with {@link #whileRunning}; work that loops calls
 * {@link #check}. The first reason wins.
 */
public final class Cancellation {
    private final List<Runnable> interrupts = new ArrayList<>();
    private String reason;

    /** Asks the work to stop. Runs every registered interrupt once, in this thread. */
    public void request(String why) {
        List<Runnable> toRun;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            notifyAll();
            toRun = List.copyOf(interrupts);
        }
        toRun.forEach(Runnable::run);
    }

    /** Why the work was asked to stop, if it was. */
    public synchronized Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Throws {@link FaultCode#CANCELLED} if the work was asked to stop. */
    public void check() {
        reason().ifPresent(why -> {
            throw new Fault(FaultCode.CANCELLED, "Stopped: " + why + ".", "Run the command again.");
        });
    }

    /** Waits for a while, or until the work is asked to stop. For polling what cannot notify. */
    public synchronized void await(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toNanos(); reason == null && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.CANCELLED, "Interrupted while waiting.", "Run the command again.");
        }
    }

    /**
     * Registers how to interrupt what the caller is about to do; close the result when it is done. If the request was
     * made already, the interrupt runs at once.
     */
    public Registration whileRunning(Runnable interrupt) {
        boolean late;
        synchronized (this) {
            late = reason != null;
            interrupts.add(interrupt);
        }
        if (late) {
            interrupt.run();
        }
        return () -> {
            synchronized (this) {
                interrupts.remove(interrupt);
            }
        };
    }

    /** What {@link #whileRunning} gives back. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
