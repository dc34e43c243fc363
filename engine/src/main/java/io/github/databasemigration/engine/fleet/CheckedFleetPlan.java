package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.check.Blocking;
import io.github.databasemigration.engine.plan.Finding;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plan of a fleet, what the checks say about it, and which targets were changed past the migrations.
 *
 * @param plan what would run
 * @param checks what the checks say, by the id of the group
 * @param drift one sentence for each target that was changed, by its name
 */
public record CheckedFleetPlan(FleetPlan plan, SortedMap<String, GroupChecks> checks, SortedMap<String, String> drift) {
    public CheckedFleetPlan {
        checks = Collections.unmodifiableSortedMap(new TreeMap<>(checks));
        drift = Collections.unmodifiableSortedMap(new TreeMap<>(drift));
    }

    /** Fault {@code CHECKS_FAILED} where the environment's policy does not let this plan run. */
    public void require() {
        Blocking.require(findings());
    }

    /** All findings, each once, though several groups may run the same script. */
    public List<Finding> findings() {
        return checks.values().stream()
                .flatMap(group -> group.findings().stream())
                .distinct()
                .toList();
    }

    /** The published form. */
    public FleetPlan.Document document() {
        return new FleetPlan.Document(plan.digest(), checks, drift, plan);
    }
}
