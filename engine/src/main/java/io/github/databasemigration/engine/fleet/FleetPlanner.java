package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.configuration.FleetPolicy;
import io.github.databasemigration.engine.configuration.FleetPolicy.Canary;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.FleetPlan.Group;
import io.github.databasemigration.engine.fleet.FleetPlan.TargetPlan;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Glance;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanOnly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Looks at every target, several at a time, puts together what would run, and has it checked. Changes nothing. */
public final class FleetPlanner {
    private final Fleet fleet;
    private final Direction direction;
    private final RunListener listener;
    private final Map<String, TargetPlan> found = new ConcurrentHashMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<Group, String> groups = new ConcurrentHashMap<>();
    private final SortedMap<String, String> drift = new ConcurrentSkipListMap<>();

    /** @param listener hears of each target that cannot be planned */
    public FleetPlanner(Fleet fleet, Direction direction, RunListener listener) {
        this.fleet = fleet;
        this.direction = direction;
        this.listener = listener;
    }

    /**
     * The plan. Targets that cannot be planned are in it as refused, if they are no more than may fail; otherwise the fault
     * of the first of them is thrown. Fault {@code CANCELLED}.
     */
    public CheckedFleetPlan plan() {
        try (Crew crew = new Crew(fleet.policy().rollout().parallel())) {
            crew.each(fleet.names(), this::look);
            fleet.order().cancellation().check();
            FleetPlan plan = put();
            return new CheckedFleetPlan(
                    plan, GroupChecks.byGroup(plan, Part.ALL.order(plan), crew, this::checked), drift);
        }
    }

    private Optional<GroupChecks> checked(TargetPlan target) {
        return Optional.of(GroupChecks.of(fleet, target, direction)
                .orElseThrow(() -> new Fault(
                        FaultCode.PLAN_CHANGED,
                        target.name() + " was changed while the fleet was planned.",
                        "Make the plan again when nobody is at work there.")));
    }

    private FleetPlan put() {
        FleetPolicy policy = fleet.policy();
        List<TargetPlan> targets = inOrder();
        refuseTooMany(targets);
        Map<String, Group> byId = new TreeMap<>();
        groups.forEach((group, id) -> byId.put(id, group));
        return redacted(new FleetPlan(
                FleetPlan.FORMAT,
                fleet.order().environment().name(),
                policy.of().name().toLowerCase(Locale.ROOT),
                canary(policy.rollout().canary()),
                policy.rollout().wave(),
                policy.rollout().maxFailures(),
                new TreeMap<>(byId),
                targets));
    }

    /** What is kept, shown and approved is one and the same text, so it is the digest of what may be shown. */
    private FleetPlan redacted(FleetPlan plan) {
        String text = Json.canonical(plan);
        String shown = fleet.order().redactor().redact(text);
        return shown.equals(text) ? plan : Json.read(shown, FleetPlan.class);
    }

    private void look(String name) {
        if (fleet.order().cancellation().reason().isPresent()) {
            return;
        }
        try {
            Order order = fleet.part(name, fleet.order().cancellation());
            Glance glance = PlanOnly.look(order, direction);
            glance.drift().ifPresent(differs -> drift.put(name, differs.sentence()));
            found.put(name, planned(name, glance.plan()));
        } catch (Fault fault) {
            faults.put(name, fault);
            found.put(name, refused(name, fault));
            if (fault.code() == FaultCode.DRIFTED) {
                drift.put(name, fault.getMessage());
            }
        }
    }

    private TargetPlan planned(String name, Plan plan) {
        boolean pending = !plan.empty();
        return new TargetPlan(
                name,
                Optional.of(plan.target()),
                plan.currentVersion(),
                plan.targetVersion(),
                Optional.of(plan.schemaFingerprint()).filter(fingerprint -> pending),
                pending ? Optional.of(groups.computeIfAbsent(Group.of(plan), Group::id)) : Optional.empty(),
                pending ? Optional.of(plan.digest()) : Optional.empty(),
                Optional.empty());
    }

    private static TargetPlan refused(String name, Fault fault) {
        return new TargetPlan(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(fault.code().name()));
    }

    private List<TargetPlan> inOrder() {
        List<TargetPlan> targets = new ArrayList<>();
        fleet.names().forEach(name -> targets.add(found.get(name)));
        return targets;
    }

    private void refuseTooMany(List<TargetPlan> targets) {
        List<String> refused = targets.stream()
                .filter(target -> target.refused().isPresent())
                .map(TargetPlan::name)
                .toList();
        refused.forEach(name -> listener.on(new RunEvent.Note(
                name + " cannot be planned: " + faults.get(name).getMessage())));
        if (refused.size() > fleet.policy().rollout().maxFailures().of(targets.size())) {
            Fault first = faults.get(refused.get(0));
            String more = refused.size() == 1 ? "" : " (and " + (refused.size() - 1) + " more of the fleet)";
            throw new Fault(first.code(), refused.get(0) + more + ": " + first.getMessage(), first.remedy());
        }
    }

    private List<String> canary(Canary canary) {
        List<String> names = fleet.names();
        return canary.names().isEmpty() ? names.subList(0, Math.min(canary.first(), names.size())) : canary.names();
    }
}
