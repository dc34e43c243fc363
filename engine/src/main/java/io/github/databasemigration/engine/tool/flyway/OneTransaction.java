package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.callback.Event;

/** Whether a whole run can be one transaction. Where it cannot, Flyway would quietly make several. */
final class OneTransaction {
    /** Flyway runs these in a session of their own, which does not see what the run has not committed yet. */
    private static final Set<String> BETWEEN = Set.of(Event.AFTER_VERSIONED.getId(), Event.BEFORE_REPEATABLES.getId());

    private OneTransaction() {}

    /** Fault {@code UNSUPPORTED}, naming what stands in the way. */
    static void check(List<PlannedMigration> planned) {
        boolean repeatable = planned.stream().anyMatch(migration -> migration.kind() == MigrationKind.REPEATABLE);
        for (PlannedMigration migration : planned) {
            if (migration.kind() != MigrationKind.CALLBACK && !migration.transactional()) {
                throw refused(migration.script() + " cannot run in a transaction");
            }
            if (migration.kind() == MigrationKind.CALLBACK && repeatable && BETWEEN.contains(migration.description())) {
                throw refused(migration.script() + " runs in a transaction of its own among the migrations");
            }
        }
    }

    private static Fault refused(String why) {
        return new Fault(
                FaultCode.UNSUPPORTED,
                why + ", so the whole run cannot be one.",
                "Set transaction: each, or leave that script out.");
    }
}
