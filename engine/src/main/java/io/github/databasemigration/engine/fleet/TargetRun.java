package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.FleetPlan.TargetPlan;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlanDifference;
import io.github.databasemigration.engine.report.FleetReport.Outcome;
import io.github.databasemigration.engine.report.FleetReport.TargetRecord;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Approval;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Migrate;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanOnly;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One target's turn: it is planned again, and only exactly what the fleet's plan says for it runs, as a run of its own with
 * all that belongs to one.
 */
final class TargetRun {
    private final Fleet fleet;
    private final FleetPlan plan;
    private final Direction direction;
    private final List<String> notes;
    private final FleetListener listener;

    /** @param notes for the journal and report of each target's run */
    TargetRun(Fleet fleet, FleetPlan plan, Direction direction, List<String> notes, FleetListener listener) {
        this.fleet = fleet;
        this.plan = plan;
        this.direction = direction;
        this.notes = notes;
        this.listener = listener;
    }

    /** Why a target is not where the plan leads it; empty where it is there. */
    Optional<String> missing(TargetPlan target) {
        try {
            Plan now = PlanOnly.glance(fleet.part(target.name(), fleet.order().cancellation()), direction);
            if (!now.empty()) {
                return Optional.of(now.migrations().size() + " migrations are pending.");
            }
            nothingToDo(target, now, System.nanoTime());
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(fault.getMessage());
        }
    }

    TargetRecord run(TargetPlan target) {
        long began = System.nanoTime();
        // Of its own: what stops one target, such as a lost lock, does not stop the others.
        Cancellation cancellation = new Cancellation();
        Cancellation outer = fleet.order().cancellation();
        try (var registration =
                outer.whileRunning(() -> cancellation.request(outer.reason().orElse("")))) {
            return run(target, fleet.part(target.name(), cancellation), began);
        } catch (Fault fault) {
            return refused(target, began, fault);
        }
    }

    private TargetRecord run(TargetPlan target, Order order, long began) {
        target.refused().ifPresent(code -> {
            throw new Fault(
                    FaultCode.valueOf(code),
                    target.name() + " could not be planned when the fleet's plan was made.",
                    "Mend it, then make a new plan of the fleet.");
        });
        Plan now = PlanOnly.glance(order, direction);
        if (now.empty()) {
            return nothingToDo(target, now, began);
        }
        refuseWhatWasNotPlanned(target, now);
        listener.on(new RunEvent.TargetStarted(target.name(), order.run()));
        Migrate.Options options = new Migrate.Options(approval(target), direction, false, Optional.empty(), notes);
        Report report = Migrate.run(order, options, listener.of(target.name()));
        return new TargetRecord(
                target.name(),
                outcome(report),
                Optional.of(report.outcome()).filter(code -> !report.done()),
                report.exitStatus(),
                report.failure(),
                report.fromVersion(),
                report.toVersion(),
                took(began),
                Optional.of(order.run()));
    }

    private static Outcome outcome(Report report) {
        if (report.done()) {
            return Outcome.MIGRATED;
        }
        FaultCode code = FaultCode.valueOf(report.outcome());
        if (code == FaultCode.CANCELLED) {
            return Outcome.NOT_BEGUN;
        }
        return code.refused() ? Outcome.REFUSED : Outcome.FAILED;
    }

    private static TargetRecord nothingToDo(TargetPlan target, Plan now, long began) {
        if (target.pending() && !now.currentVersion().equals(target.targetVersion())) {
            throw changed("It is at " + version(now.currentVersion()) + " with nothing pending; the plan leads to "
                    + version(target.targetVersion()) + ".");
        }
        return new TargetRecord(
                target.name(),
                target.pending() ? Outcome.DONE_BEFORE : Outcome.UP_TO_DATE,
                Optional.empty(),
                0,
                Optional.empty(),
                target.currentVersion(),
                now.currentVersion(),
                took(began),
                Optional.empty());
    }

    /** What is to be said of a target that was looked at a moment ago, and has nothing to do. */
    static TargetRecord upToDate(TargetPlan target) {
        return new TargetRecord(
                target.name(),
                Outcome.UP_TO_DATE,
                Optional.empty(),
                0,
                Optional.empty(),
                target.currentVersion(),
                target.currentVersion(),
                Duration.ZERO,
                Optional.empty());
    }

    private void refuseWhatWasNotPlanned(TargetPlan target, Plan now) {
        if (!target.pending()) {
            throw changed(
                    "Nothing was planned for it, and now " + now.migrations().size() + " migrations are pending.");
        }
        if (!target.digest().equals(Optional.of(now.digest()))) {
            throw changed("What would run now is not what was planned: "
                    + String.join("; ", PlanDifference.between(plan.plan(target), now)) + ".");
        }
    }

    private static String version(Optional<String> version) {
        return version.map(name -> "version " + name).orElse("no version");
    }

    private static Fault changed(String what) {
        return new Fault(FaultCode.PLAN_CHANGED, what, "Make a new plan of the fleet, read it and have it approved.");
    }

    private Approval approval(TargetPlan target) {
        return new Approval(target.digest(), Optional.of(plan.plan(target)));
    }

    private static TargetRecord refused(TargetPlan target, long began, Fault fault) {
        return new TargetRecord(
                target.name(),
                fault.code() == FaultCode.CANCELLED ? Outcome.NOT_BEGUN : Outcome.REFUSED,
                Optional.of(fault.code().name()),
                fault.code().exitStatus(),
                Optional.of(Report.Failure.of(fault)),
                target.currentVersion(),
                Optional.empty(),
                took(began),
                Optional.empty());
    }

    private static Duration took(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
