package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Named;
import io.github.databasemigration.engine.fleet.CheckedFleetPlan;
import io.github.databasemigration.engine.fleet.FleetPlan;
import io.github.databasemigration.engine.fleet.FleetPlan.TargetPlan;
import io.github.databasemigration.engine.fleet.GroupChecks;
import io.github.databasemigration.engine.plan.Target;
import java.util.List;

/** The plan of a fleet for people: what is the same for many is shown once. */
final class FleetPlanLines {
    private static final int NAMED = 10;

    private FleetPlanLines() {}

    static void print(Console console, CheckedFleetPlan checked) {
        FleetPlan plan = checked.plan();
        console.out(plan.environment() + ": " + plan.targets().size() + " " + plan.of());
        named(
                console,
                "nothing to do",
                plan.targets().stream().filter(FleetPlanLines::upToDate).toList());
        plan.targets().stream()
                .filter(target -> target.refused().isPresent())
                .forEach(target -> console.out("cannot be planned: " + target.name() + " ("
                        + target.refused().get() + ")"));
        plan.groups().forEach((id, group) -> {
            console.out("");
            named(
                    console,
                    "group " + id + ", " + group.migrations().size() + " with " + group.tool() + " "
                            + group.toolVersion(),
                    plan.in(id).toList());
            PlanLines.print(console, group.migrations(), List.of());
            checks(console, plan, id, checked.checks().get(id));
        });
        console.out("");
        checked.drift().forEach((name, sentence) -> console.out("drift: " + name + ": " + sentence));
        if (!plan.empty()) {
            console.out((plan.canary().isEmpty() ? "no canary" : "first " + Named.some(plan.canary(), NAMED))
                    + ", then waves of " + plan.wave() + "; stops after more than " + plan.maxFailures() + " failures");
        }
        console.out("digest " + plan.digest());
    }

    private static void checks(Console console, FleetPlan plan, String group, GroupChecks checks) {
        String platform = plan.in(group)
                .findFirst()
                .flatMap(TargetPlan::database)
                .map(Target::platform)
                .orElseThrow();
        console.out("");
        console.out("asked of " + checks.target() + ":");
        FindingLines.print(console, platform, checks.findings(), true);
    }

    private static boolean upToDate(TargetPlan target) {
        return !target.pending() && target.refused().isEmpty();
    }

    private static void named(Console console, String what, List<TargetPlan> targets) {
        if (!targets.isEmpty()) {
            console.out(what + ": " + targets.size() + " targets, "
                    + Named.some(targets.stream().map(TargetPlan::name).toList(), NAMED));
        }
    }
}
