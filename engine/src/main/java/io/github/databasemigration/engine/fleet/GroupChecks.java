package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fleet.FleetPlan.TargetPlan;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.run.CheckedPlan;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.PlanOnly;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * What the checks say about the migrations of one group. They are asked of one target, for the migrations are the same; the
 * tables may be larger on another, whose own checks say so when its turn comes.
 *
 * @param target of which target they were asked
 * @param findings what they found
 */
public record GroupChecks(String target, List<Finding> findings) {
    public GroupChecks {
        findings = List.copyOf(findings);
    }

    /**
     * For each group, of the first of its targets that is named.
     *
     * @param names in the order of the rollout
     * @param ask what the checks say of one target; empty where that is not known
     */
    static SortedMap<String, GroupChecks> byGroup(
            FleetPlan plan, List<String> names, Crew crew, Function<TargetPlan, Optional<GroupChecks>> ask) {
        SortedMap<String, GroupChecks> checks = new ConcurrentSkipListMap<>();
        crew.each(plan.firsts(names), target -> ask.apply(target)
                .ifPresent(said -> checks.put(target.group().orElseThrow(), said)));
        return checks;
    }

    /** Asks one target as it is now; empty where what would run there is not what was planned. Changes nothing. */
    static Optional<GroupChecks> of(Fleet fleet, TargetPlan target, Direction direction) {
        Cancellation cancellation = fleet.order().cancellation();
        cancellation.check();
        CheckedPlan now = PlanOnly.checked(fleet.part(target.name(), cancellation), direction, false);
        return Optional.of(new GroupChecks(target.name(), now.findings()))
                .filter(checks -> target.digest().equals(Optional.of(now.plan().digest())));
    }
}
