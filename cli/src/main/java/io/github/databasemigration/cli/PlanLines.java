package io.github.databasemigration.cli;

import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;

/** A plan for people. */
final class PlanLines {
    private PlanLines() {}

    static void print(Console console, Plan plan) {
        console.out(plan.environment() + ": " + plan.target());
        console.out("at " + plan.currentVersion().orElse("no version yet") + ", "
                + (plan.empty()
                        ? "nothing to do"
                        : "to " + plan.targetVersion().orElse("?") + " in "
                                + plan.migrations().size() + " with " + plan.tool() + " " + plan.toolVersion()));
        plan.repairs().forEach(repair -> console.out("first: " + repair));
        plan.migrations().forEach(migration -> print(console, migration));
        console.out("digest " + plan.digest());
    }

    private static void print(Console console, PlannedMigration migration) {
        console.out("");
        console.out(migration.script() + "  " + migration.description()
                + (migration.transactional() ? "" : "  [not in a transaction]"));
        migration.irreversible().forEach(reason -> console.out("  ! cannot be undone without a backup: " + reason));
        migration.noPreview().ifPresent(reason -> console.out("  " + reason));
        for (String statement : migration.statements()) {
            console.out("  " + statement.strip().replace("\n", "\n  ") + ";");
        }
    }
}
