package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Packing;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.tool.ToolState;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes a backup and proves it, outside a migration. */
public final class TakeBackup {
    private TakeBackup() {}

    /**
     * Takes one under the lock, so that nobody migrates meanwhile, and reports.
     *
     * @param packing how to pack it for transport; empty: not at all
     */
    public static Report run(Order order, Optional<Packing> packing, RunListener outer) {
        return run(order, () -> Workbench.open(order), bench -> bench.tool().inspect(), packing, outer);
    }

    /**
     * The same for a database with many histories, of which none is the database's own.
     *
     * @param one for the schema of one of them: its tool says which tables are histories
     */
    public static Report ofAll(Order order, Order one, RunListener outer) {
        return run(
                order,
                () -> Workbench.on(one, Workbench.reach(order)),
                bench -> new ToolState(
                        Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), new TreeMap<>()),
                Optional.empty(),
                outer);
    }

    private static Report run(
            Order order,
            Supplier<Workbench> opening,
            Function<Workbench, ToolState> looking,
            Optional<Packing> packing,
            RunListener outer) {
        return new Recorder(order, "backup", outer).record((facts, listener, course) -> {
            Phases phases = new Phases(listener);
            try (Workbench bench = phases.run("connect", opening)) {
                facts.target = Optional.of(bench.database().target());
                ToolState state = looking.apply(bench);
                facts.toVersion = state.current();
                try (MigrationLock lock = phases.run("lock", () -> LockQueue.await(order, bench, listener));
                        Watchdog watchdog = new Watchdog(bench.database(), lock, order.cancellation())) {
                    Safeguard safeguard = new Safeguard(order, phases, listener, packing);
                    safeguard.takeAndProve(bench, state, facts);
                    safeguard.retain();
                    facts.state.add("Nothing was changed in the database.");
                }
            }
        });
    }
}
