package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.tool.ToolState;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until a database has a version: for applications that start while somebody else migrates. Changes nothing.
 *
 * <p>A server that is not up yet, or a database nobody has begun to migrate, is waited for as well.
 */
public final class Await {
    private static final Set<FaultCode> PASSING =
            EnumSet.of(FaultCode.SERVER_UNREACHABLE, FaultCode.DATABASE_MISSING, FaultCode.BASELINE_REQUIRED);

    private final Order order;
    private final Optional<String> version;
    private final RunListener listener;

    private Await(Order order, Optional<String> version, RunListener listener) {
        this.order = order;
        this.version = version;
        this.listener = listener;
    }

    /**
     * Waits.
     *
     * @param version the version or revision that must be applied; empty: until nothing is pending
     * @param limit how long
     * @return the current version then
     */
    public static Optional<String> version(
            Order order, Optional<String> version, Duration limit, RunListener listener) {
        return new Await(order, version, listener).await(limit);
    }

    private Optional<String> await(Duration limit) {
        Pause pause = new Pause(Duration.ofMillis(250), Duration.ofSeconds(3), order.cancellation());
        long deadline = System.nanoTime() + limit.toNanos();
        String seen = "";
        while (true) {
            order.cancellation().check();
            Look look = look();
            if (look.arrived()) {
                return look.current();
            }
            if (!look.text().equals(seen)) {
                seen = look.text();
                listener.on(new RunEvent.Note(seen));
            }
            if (System.nanoTime() >= deadline) {
                throw new Fault(
                        FaultCode.AWAIT_TIMED_OUT,
                        "The database did not reach "
                                + version.map(v -> "version " + v).orElse("the newest version") + " in "
                                + limit.toSeconds() + " s: " + seen,
                        "Look at the run that migrates it: " + NextCommand.status(order) + ".");
            }
            pause.take();
        }
    }

    /** One look at the database. */
    private record Look(boolean arrived, Optional<String> current, String text) {}

    private Look look() {
        try (Workbench bench = Workbench.open(order)) {
            ToolState state = bench.tool().inspect();
            Optional<Holder> holder = bench.database().lockHolder();
            String text = "At " + state.current().map(v -> "version " + v).orElse("no version yet") + ", "
                    + state.pending().size() + " pending"
                    + holder.map(h -> "; being migrated by " + h).orElse("; nobody is migrating") + ".";
            return new Look(arrived(state, holder.isPresent()), state.current(), text);
        } catch (Fault fault) {
            if (!PASSING.contains(fault.code())) {
                throw fault;
            }
            return new Look(false, Optional.empty(), fault.getMessage());
        }
    }

    private boolean arrived(ToolState state, boolean busy) {
        if (version.isEmpty()) {
            // While somebody works, more may come: the last transaction is over when the lock is free.
            return state.pending().isEmpty() && state.failed().isEmpty() && !busy;
        }
        String wanted = version.get();
        boolean applied =
                state.applied().stream().anyMatch(entry -> entry.version().equals(Optional.of(wanted)));
        boolean head = state.current().stream()
                .flatMap(current -> Arrays.stream(current.split(",")))
                .anyMatch(wanted::equals);
        return applied || head;
    }
}
