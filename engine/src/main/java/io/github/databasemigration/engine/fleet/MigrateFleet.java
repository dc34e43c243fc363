package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.check.Blocking;
import io.github.databasemigration.engine.configuration.FleetPolicy.Of;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fault.Named;
import io.github.databasemigration.engine.fleet.FleetPlan.TargetPlan;
import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.report.FleetReport.Outcome;
import io.github.databasemigration.engine.report.FleetReport.TargetRecord;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.TakeBackup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Migrates the targets of a fleet: the canary first, then wave by wave, several at a time, until more have failed than may.
 * The databases are the truth: what an earlier run has done is found there, and the rest is gone on with.
 */
public final class MigrateFleet {
    private static final int NAMED = 5;

    private final Fleet fleet;
    private final Order order;
    private final Options options;
    private final FleetListener listener;
    private final FleetRecorder recorder;
    /** Whether this run has made the plan itself, and so has looked at every target a moment ago. */
    private final boolean justPlanned;

    /**
     * What may be said about a run besides its order.
     *
     * @param approved the plan; empty: one is made now, and runs
     * @param part which targets of it
     * @param direction up, all the way or through one phase
     * @param notes what else is worth knowing, for journals and reports
     */
    public record Options(Optional<FleetPlan> approved, Part part, Direction direction, List<String> notes) {
        public Options {
            notes = List.copyOf(notes);
        }
    }

    private MigrateFleet(Fleet fleet, Options options, FleetListener listener, FleetRecorder recorder) {
        this.fleet = fleet;
        this.order = fleet.order();
        this.options = options;
        this.listener = listener;
        this.recorder = recorder;
        this.justPlanned = options.approved().isEmpty();
    }

    /** Runs, and reports whatever happened. */
    public static FleetReport run(Fleet fleet, Options options, FleetListener outer) {
        return FleetRecorder.record(fleet.order(), options.part(), outer, (recorder, listener) -> new MigrateFleet(
                        fleet, options, listener, recorder)
                .execute());
    }

    private void execute() {
        options.notes().forEach(note -> listener.on(new RunEvent.Note(note)));
        FleetPlan plan = plan();
        recorder.planned(plan);
        List<List<String>> waves = options.part().waves(plan);
        Map<String, TargetPlan> targets = plan.byName();
        waves.forEach(wave -> wave.forEach(name -> recorder.expect(targets.get(name))));
        requireCanary(plan);
        requireChecks(plan);
        boolean pending = waves.stream().flatMap(List::stream).anyMatch(name -> targets.get(name)
                .pending());
        List<String> notes = new ArrayList<>(options.notes());
        if (pending) {
            backUp(plan).ifPresent(notes::add);
        }
        TargetRun runs = new TargetRun(fleet, plan, options.direction(), notes, listener);
        Breaker breaker = new Breaker(plan.maxFailures().of(plan.targets().size()));
        try (Crew crew = new Crew(fleet.policy().rollout().parallel())) {
            int number = 0;
            for (List<String> wave : waves) {
                boolean canary = wave.equals(plan.canary());
                number += canary ? 0 : 1;
                if (!ended(breaker)) {
                    listener.on(new RunEvent.WaveStarted(canary ? "canary" : "wave " + number, wave.size()));
                }
                crew.each(wave, name -> turn(targets.get(name), runs, breaker, canary));
            }
        }
        recorder.conclude();
    }

    private boolean ended(Breaker breaker) {
        return breaker.open() || order.cancellation().reason().isPresent();
    }

    private void turn(TargetPlan target, TargetRun runs, Breaker breaker, boolean canary) {
        if (ended(breaker)) {
            return;
        }
        if (justPlanned && !target.pending() && target.refused().isEmpty()) {
            recorder.ended(TargetRun.upToDate(target));
            return;
        }
        TargetRecord record = runs.run(target);
        // Whether it was the one too many is known before it is told.
        breaker.hear(record.outcome(), canary);
        recorder.ended(record);
        if (record.outcome() != Outcome.UP_TO_DATE) {
            listener.on(new RunEvent.TargetFinished(
                    record.name(),
                    record.outcome().words(),
                    record.exitStatus(),
                    record.took(),
                    record.failure().map(Report.Failure::message)));
        }
    }

    private FleetPlan plan() {
        if (options.approved().isEmpty()) {
            CheckedFleetPlan checked = new FleetPlanner(fleet, options.direction(), listener).plan();
            FleetPlan now = checked.plan();
            if (order.environment().approvalRequired() && !now.empty()) {
                throw new Fault(
                        FaultCode.APPROVAL_MISSING,
                        "The environment " + now.environment() + " demands an approved plan.",
                        "Make a plan of the fleet, have it approved, then run migrate with --approved and its digest.");
            }
            FleetPlanFiles.keep(order, checked.document(), Optional.empty());
            checked.drift().forEach((name, sentence) -> listener.on(new RunEvent.Note(name + ": " + sentence)));
            checked.require();
            return now;
        }
        FleetPlan approved = options.approved().get();
        refuseOthers(approved);
        return approved;
    }

    /** Who came or went since the approval is not what was approved. */
    private void refuseOthers(FleetPlan approved) {
        List<String> before = approved.names();
        List<String> came =
                fleet.names().stream().filter(name -> !before.contains(name)).toList();
        List<String> went =
                before.stream().filter(name -> !fleet.names().contains(name)).toList();
        if (!came.isEmpty() || !went.isEmpty()) {
            throw new Fault(
                    FaultCode.PLAN_CHANGED,
                    "The targets are not those of the plan" + some(", came since: ", came)
                            + some(", gone since: ", went) + ".",
                    "Make a new plan of the fleet, read it and have it approved.");
        }
    }

    private static String some(String what, List<String> names) {
        return names.isEmpty() ? "" : what + Named.some(names, NAMED);
    }

    /** Those who come after the canary find in the databases that it is well. */
    private void requireCanary(FleetPlan plan) {
        if (options.part().canary()) {
            return;
        }
        TargetRun runs = new TargetRun(fleet, plan, options.direction(), List.of(), FleetListener.NONE);
        plan.targets().stream()
                .filter(target -> plan.canary().contains(target.name()))
                .forEach(target -> runs.missing(target).ifPresent(why -> {
                    throw new Fault(
                            FaultCode.CANARY_MISSING,
                            "The canary " + target.name() + " is not where the plan leads: " + why,
                            "Migrate the canary first, with --canary-only and the same plan.");
                }));
    }

    /** What the policy lets no target run is known before the first of them begins. */
    private void requireChecks(FleetPlan plan) {
        if (justPlanned) {
            return;
        }
        try (Crew crew = new Crew(fleet.policy().rollout().parallel())) {
            SortedMap<String, GroupChecks> checks =
                    GroupChecks.byGroup(plan, options.part().order(plan), crew, this::checked);
            checks.values().forEach(group -> Blocking.require(group.findings()));
        }
    }

    private Optional<GroupChecks> checked(TargetPlan target) {
        try {
            return GroupChecks.of(fleet, target, options.direction());
        } catch (Fault fault) {
            // Why it cannot be asked is told when its turn comes, and may not matter to the others.
            return Optional.empty();
        }
    }

    /**
     * Of schemas there is one backup, of the whole database, before the first of them; of databases each run takes its own.
     * Who comes after the canary needs none, for the canary's run has taken it.
     */
    private Optional<String> backUp(FleetPlan plan) {
        boolean taken = !options.part().canary() && !plan.canary().isEmpty();
        if (order.environment().fleet().orElseThrow().of() == Of.DATABASES
                || !order.environment().backup().enabled()
                || taken) {
            return Optional.empty();
        }
        Order one = fleet.part(plan.targets().get(0).name(), order.cancellation());
        Report report = TakeBackup.ofAll(
                fleet.whole("backup"), one, listener.of(order.environment().name()));
        Report.BackupRecord backup = report.backup()
                .filter(record -> report.done())
                .orElseThrow(() -> new Fault(
                        FaultCode.valueOf(report.outcome()),
                        report.failure().orElseThrow().message(),
                        report.failure().orElseThrow().remedy()));
        recorder.backedUp(backup.id());
        return Optional.of("The whole database is in backup " + backup.id() + ", taken before the first schema.");
    }
}
