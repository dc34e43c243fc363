package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.plan.Plan;

/** Plans, and changes nothing: neither database nor history table. */
public final class PlanOnly {
    private PlanOnly() {}

    /** The same, and what the checks say about it. */
    public static CheckedPlan checked(Order order, Direction direction, boolean repair) {
        try (Workbench bench = Workbench.open(order)) {
            Planner.Planned planned = new Planner(order, direction, repair).plan(bench, false);
            return CheckedPlan.of(order, bench, planned, new Migrate.Options(Approval.NONE, direction, repair));
        }
    }

    /** What would run upwards; where that is nothing, the plan has no fingerprint of the schema, and was made sooner. */
    public static Plan glance(Order order, Direction direction) {
        try (Workbench bench = Workbench.open(order)) {
            return new Planner(order, direction, false).glance(bench);
        }
    }

    /** What {@link Migrate} would run with the same options. */
    public static Plan plan(Order order, Direction direction, boolean repair) {
        try (Workbench bench = Workbench.open(order)) {
            return new Planner(order, direction, repair).plan(bench, false).plan();
        }
    }
}
