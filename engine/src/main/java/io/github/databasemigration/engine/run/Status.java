package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.tool.ToolState;
import java.util.List;
import java.util.Optional;

/**
 * Where a database is. Reading it changes nothing.
 *
 * @param environment the environment's name
 * @param target the database
 * @param tool the tool and its version
 * @param currentVersion where it is; empty before the first migration
 * @param applied the history, oldest first
 * @param pending labels of what would run
 * @param lockedBy who is migrating it now
 * @param interrupted what an interrupted run left, in sentences; empty in ordinary times
 * @param lastBackup the newest backup's id
 */
public record Status(
        String environment,
        Target target,
        String tool,
        Optional<String> currentVersion,
        List<ToolState.Applied> applied,
        List<String> pending,
        Optional<Holder> lockedBy,
        List<String> interrupted,
        Optional<String> lastBackup) {

    /** Reads it. */
    public static Status read(Order order) {
        try (Tools tools = Tools.ahead(order);
                Workbench bench = Workbench.open(order, tools)) {
            ToolState state = bench.tool().inspect();
            Optional<Holder> holder = bench.database().lockHolder();
            return new Status(
                    order.environment().name(),
                    bench.database().target(),
                    bench.tool().name() + " " + bench.tool().version(),
                    state.current(),
                    state.applied(),
                    state.pending().stream().map(PlannedMigration::label).toList(),
                    holder,
                    holder.isPresent()
                            ? List.of()
                            : Interruption.describe(Interruption.marker(bench.database(), state), state),
                    Safeguard.backups(order).latest().map(Backup::id));
        }
    }
}
