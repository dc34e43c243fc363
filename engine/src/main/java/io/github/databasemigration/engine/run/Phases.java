package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells the listeners where each phase of a run begins and how it ends. */
final class Phases {
    private final RunListener listener;

    Phases(RunListener listener) {
        this.listener = listener;
    }

    <T> T run(String phase, Supplier<T> work) {
        long start = System.nanoTime();
        listener.on(new RunEvent.PhaseStarted(phase));
        try {
            T result = work.get();
            listener.on(new RunEvent.PhaseFinished(phase, since(start)));
            return result;
        } catch (RuntimeException e) {
            String code = e instanceof Fault fault
                    ? fault.code().name()
                    : e.getClass().getSimpleName();
            listener.on(new RunEvent.PhaseFailed(phase, since(start), code, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    void run(String phase, Runnable work) {
        run(phase, () -> {
            work.run();
            return null;
        });
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
