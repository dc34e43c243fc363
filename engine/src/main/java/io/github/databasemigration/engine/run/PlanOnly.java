package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.Environment.DriftPolicy;
import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.plan.Plan;
import java.util.Optional;

/** Plans, and changes nothing: neither database nor history table. */
public final class PlanOnly {
    private PlanOnly() {}

    /** The same, and what the checks say about it. */
    public static CheckedPlan checked(Order order, Direction direction, boolean repair) {
        try (Tools tools = Tools.ahead(order);
                Workbench bench = Workbench.open(order, tools)) {
            Planner.Planned planned = new Planner(order, direction, repair).plan(bench, false);
            return CheckedPlan.of(order, bench, planned, new Migrate.Options(Approval.NONE, direction, repair));
        }
    }

    /** What would run upwards; where that is nothing, the plan has no fingerprint of the schema, and was made sooner. */
    public static Plan glance(Order order, Direction direction) {
        try (Tools tools = Tools.ahead(order);
                Workbench bench = Workbench.open(order, tools)) {
            return new Planner(order, direction, false).glance(bench).plan();
        }
    }

    /**
     * The same, and what was changed there past the migrations, where the schema is read: where something is pending, and
     * wherever the policy lets nothing run on such a database. Fault {@code DRIFTED} there.
     */
    public static Glance look(Order order, Direction direction) {
        boolean forbidden = order.environment().drift() == DriftPolicy.BLOCK;
        try (Tools tools = Tools.ahead(order);
                Workbench bench = Workbench.open(order, tools)) {
            Planner planner = new Planner(order, direction, false);
            Planner.Planned planned = forbidden ? planner.plan(bench, false) : planner.glance(bench);
            boolean read = !planned.plan().schemaFingerprint().isEmpty();
            Optional<Drift> drift = read ? SchemaDrift.of(order, bench, planned) : Optional.empty();
            if (forbidden) {
                drift.ifPresent(Drift::require);
            }
            return new Glance(planned.plan(), drift);
        }
    }

    /** What {@link Migrate} would run with the same options. */
    public static Plan plan(Order order, Direction direction, boolean repair) {
        try (Tools tools = Tools.ahead(order);
                Workbench bench = Workbench.open(order, tools)) {
            return new Planner(order, direction, repair).plan(bench, false).plan();
        }
    }
}
