package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.check.Blocking;
import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.configuration.Environment.DriftPolicy;
import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.phase.Classification;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.PhaseOfMigration;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlanJson;
import io.github.databasemigration.engine.tool.ScriptSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan, what the checks say about it, and what was changed in the database past the migrations.
 *
 * @param plan what would run
 * @param phases which phase each migration belongs to; empty on the way down
 * @param findings what to know before it does, in the plan's order
 * @param drift how the database differs from what the last run left; empty where it does not, or nobody wants to know
 * @param driftBlocks whether nothing may run because of that
 */
public record CheckedPlan(
        Plan plan, List<PhaseOfMigration> phases, List<Finding> findings, Optional<Drift> drift, boolean driftBlocks) {
    public CheckedPlan {
        phases = List.copyOf(phases);
        findings = List.copyOf(findings);
    }

    static CheckedPlan of(Order order, Workbench bench, Planner.Planned planned, Migrate.Options options) {
        Plan plan = planned.plan();
        Map<String, ScriptSource> sources = bench.tool().sources(plan.migrations());
        Checks checks = new Checks(bench.database(), order.environment(), sources);
        List<Finding> findings =
                bench.parser().map(parser -> checks.of(plan, parser)).orElse(List.of());
        boolean up = options.direction().up();
        return new CheckedPlan(
                plan,
                up
                        ? new Classification(order.environment().phases(), sources, bench.parser())
                                .of(plan.migrations())
                        : List.of(),
                up ? findings : harmless(findings),
                SchemaDrift.of(order, bench, planned),
                // Whoever has to repair an interrupted run knows that something is there.
                up && !options.repair() && order.environment().drift() == DriftPolicy.BLOCK);
    }

    /** Who has to go back has no time for the policy: then findings are shown and block nothing. */
    private static List<Finding> harmless(List<Finding> findings) {
        return findings.stream().map(Finding::withoutBlocking).toList();
    }

    /** Fault {@code DRIFTED} or {@code CHECKS_FAILED} where the environment's policy does not let this plan run. */
    public void require() {
        if (driftBlocks) {
            drift.ifPresent(Drift::require);
        }
        Blocking.require(findings);
    }

    /** The published form. */
    public PlanJson.Document document() {
        return new PlanJson.Document(
                plan.digest(),
                phases,
                findings,
                drift.map(Drift::sentence),
                drift.map(Drift::differences).orElse(List.of()),
                plan);
    }
}
