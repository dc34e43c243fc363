package io.github.databasemigration.cli;

import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.PhaseOfMigration;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.List;
import java.util.Optional;

/** A plan for people. */
final class PlanLines {
    private PlanLines() {}

    /** @param phases of the migrations, by script, as far as they are to be shown */
    static void print(Console console, Plan plan, List<PhaseOfMigration> phases) {
        console.out(plan.environment() + ": " + plan.target());
        console.out("at " + plan.currentVersion().orElse("no version yet") + ", "
                + (plan.empty()
                        ? "nothing to do"
                        : "to " + plan.targetVersion().orElse("?") + " in "
                                + plan.migrations().size() + " with " + plan.tool() + " " + plan.toolVersion()));
        plan.repairs().forEach(repair -> console.out("first: " + repair));
        print(console, plan.migrations(), phases);
        console.out("digest " + plan.digest());
    }

    /** The migrations alone. */
    static void print(Console console, List<PlannedMigration> migrations, List<PhaseOfMigration> phases) {
        migrations.forEach(migration -> print(
                console,
                migration,
                phases.stream()
                        .filter(each -> each.script().equals(migration.script()))
                        .findFirst()));
    }

    private static void print(Console console, PlannedMigration migration, Optional<PhaseOfMigration> phase) {
        console.out("");
        console.out(migration.script() + "  " + migration.description()
                + (migration.transactional() ? "" : "  [not in a transaction]"));
        phase.filter(each -> each.phase() != Phase.NEUTRAL)
                .ifPresent(each -> console.out("  " + each.phase().word() + ": " + each.why()));
        migration.irreversible().forEach(reason -> console.out("  ! cannot be undone without a backup: " + reason));
        migration.noPreview().ifPresent(reason -> console.out("  " + reason));
        for (String statement : migration.statements()) {
            console.out("  " + statement.strip().replace("\n", "\n  ") + ";");
        }
    }
}
