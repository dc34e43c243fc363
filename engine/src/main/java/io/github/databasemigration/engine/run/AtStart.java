package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.report.Report;
import java.time.Duration;

/**
 * Migration by the application itself, when it starts: a server that is still starting is waited for. Of many that start
 * at once one gets the lock; the others find nothing left to do when their turn comes.
 */
public final class AtStart {
    private AtStart() {}

    /** Waits for the server at most {@code timeouts.waiting}, then migrates as {@link Migrate} does. */
    public static Report run(Order order, Migrate.Options options, RunListener listener) {
        Pause pause = new Pause(Duration.ofMillis(250), Duration.ofSeconds(3), order.cancellation());
        long deadline =
                System.nanoTime() + order.environment().timeouts().waiting().toNanos();
        boolean told = false;
        while (!reachable(order)
                && System.nanoTime() < deadline
                && order.cancellation().reason().isEmpty()) {
            if (!told) {
                listener.on(new RunEvent.Note("Waiting for the database server."));
                told = true;
            }
            pause.take();
        }
        return Migrate.run(order, options, listener);
    }

    private static boolean reachable(Order order) {
        try {
            Workbench.reach(order);
            return true;
        } catch (Fault fault) {
            return fault.code() != FaultCode.SERVER_UNREACHABLE;
        }
    }
}
