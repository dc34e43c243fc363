package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;

/** What a run of many has in common with a run of one. */
public final class RunTime {
    private RunTime() {}

    /** Asks the run to stop when the environment's time for it is over; close it when the run has ended. */
    public static Limit limited(Order order) {
        TimeLimit limit = new TimeLimit(order.environment().timeouts().total(), order.cancellation());
        return limit::close;
    }

    /** Keeps the trace of a mistake in this program in the run's folder; gives the fault to end with. */
    public static Fault defect(Order order, RuntimeException defect) {
        return Defect.record(order, defect);
    }

    /** What {@link #limited} gives back. */
    public interface Limit extends AutoCloseable {
        @Override
        void close();
    }
}
