package io.github.databasemigration.engine.cancel;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
