package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlanJson;
import java.util.List;

/**
 * A plan and what the checks say about it.
 *
 * @param plan what would run
 * @param findings what to know before it does, in the plan's order
 */
public record CheckedPlan(Plan plan, List<Finding> findings) {
    public CheckedPlan {
        findings = List.copyOf(findings);
    }

    static CheckedPlan of(Order order, Workbench bench, Plan plan, Direction direction) {
        List<Finding> findings =
                new Checks(bench.database(), order.environment(), bench.tool().sources(plan.migrations())).of(plan);
        return new CheckedPlan(plan, direction.downTo().isPresent() ? harmless(findings) : findings);
    }

    /** Who has to go back has no time for the policy: then findings are shown and block nothing. */
    private static List<Finding> harmless(List<Finding> findings) {
        return findings.stream().map(Finding::withoutBlocking).toList();
    }

    /** Fault {@code CHECKS_FAILED} where the environment's policy does not let this plan run. */
    public void require() {
        List<Finding> blocking = findings.stream().filter(Finding::blocking).toList();
        if (!blocking.isEmpty()) {
            Finding first = blocking.get(0);
            throw new Fault(
                    FaultCode.CHECKS_FAILED,
                    first.rule() + " in " + first.place() + ": " + first.message()
                            + (blocking.size() == 1 ? "" : " And " + (blocking.size() - 1) + " more."),
                    "Do instead: " + first.instead() + "; or allow it in the script: -- database-migration:allow "
                            + first.rule() + " reason.");
        }
    }

    /** The published form. */
    public PlanJson.Document document() {
        return PlanJson.Document.of(plan, findings);
    }
}
