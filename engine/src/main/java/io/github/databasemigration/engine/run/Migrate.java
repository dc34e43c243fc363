package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Packing;
import io.github.databasemigration.engine.configuration.Environment.FailurePolicy;
import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.phase.Evidence;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.report.Report.Fate;
import io.github.databasemigration.engine.report.ReportBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The contract of this project, from end to end: plan, lock, plan again, back up and prove it, migrate, verify, report.
 * On failure: look into the database, and do what the policy says.
 */
public final class Migrate {
    private final Order order;
    private final Options options;
    private final Tools tools;
    private final Planner planner;

    /**
     * What may be said about a run besides its order.
     *
     * @param approval what was approved
     * @param direction up, or down to a revision
     * @param repair whether the traces of an interrupted run may be forgotten
     * @param packing how to pack the backup for transport, before anything is migrated; empty: not at all
     * @param notes what else is worth knowing, for journal and report
     */
    public record Options(
            Approval approval, Direction direction, boolean repair, Optional<Packing> packing, List<String> notes) {
        /** Up, nothing approved, nothing forgotten, nothing packed. */
        public static final Options NONE = new Options(Approval.NONE, Direction.UP, false);

        public Options {
            notes = List.copyOf(notes);
        }

        /** Nothing packed, nothing to note. */
        public Options(Approval approval, Direction direction, boolean repair) {
            this(approval, direction, repair, Optional.empty(), List.of());
        }
    }

    private Migrate(Order order, Options options, Tools tools) {
        this.order = order;
        this.options = options;
        this.tools = tools;
        this.planner = new Planner(order, options.direction(), options.repair());
    }

    /** Runs, and reports whatever happened. */
    public static Report run(Order order, Options options, RunListener listener) {
        String command = options.direction().up() ? "migrate" : "rollback";
        try (Tools tools = Tools.ahead(order)) {
            return new Recorder(order, command, listener).record(new Migrate(order, options, tools)::execute);
        }
    }

    private void execute(Facts facts, RunListener listener, ReportBuilder course) {
        refuseContradiction();
        options.notes().forEach(note -> listener.on(new RunEvent.Note(note)));
        Phases phases = new Phases(listener);
        try (Workbench bench = phases.run("connect", () -> Workbench.open(order, tools))) {
            facts.target = Optional.of(bench.database().target());
            Plan first = phases.run("plan", () -> planner.plan(bench, false)).plan();
            facts.planned(first);
            options.approval().check(first, order.environment().approvalRequired());
            if (first.empty()) {
                // To do nothing needs no lock: N instances that start at once do not queue for it.
                upToDate(facts, first);
                return;
            }
            requireEvidence(bench);
            bench.database().checkWritable();
            bench.readAhead(first);
            Verification verification = Verification.prepare(order, bench);
            try (MigrationLock lock = phases.run("lock", () -> LockQueue.await(order, bench, listener))) {
                migrateLocked(bench, lock, verification, facts, listener, course, phases);
            }
        }
    }

    private void refuseContradiction() {
        if (order.environment().onFailure() == FailurePolicy.RESTORE
                && !order.environment().backup().enabled()) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "onFailure is restore, but the environment takes no backup.",
                    "Enable the backup, or set onFailure to stop.");
        }
        if (order.environment().rehearsal().required()
                && !order.environment().backup().enabled()) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "rehearsal.required is true, but the environment takes no backup to rehearse on.",
                    "Enable the backup, or set rehearsal.required to false.");
        }
    }

    /** Contract waits until the old version of the application is gone. */
    private void requireEvidence(Workbench bench) {
        if (options.direction().phase().equals(Optional.of(Phase.CONTRACT))) {
            new Evidence(
                            order.environment().phases(),
                            bench.database(),
                            order.configuration().project())
                    .require();
        }
    }

    private void migrateLocked(
            Workbench bench,
            MigrationLock lock,
            Verification verification,
            Facts facts,
            RunListener listener,
            ReportBuilder course,
            Phases phases) {
        // Whoever held the lock before us may have changed everything.
        Planner.Planned planned = phases.run("plan", () -> planner.plan(bench, true));
        Plan plan = planned.plan();
        facts.planned(plan);
        options.direction().from().ifPresent(from -> Conditions.requireVersion(from, plan.currentVersion()));
        options.approval().check(plan, order.environment().approvalRequired());
        if (plan.empty()) {
            upToDate(facts, plan);
            return;
        }
        CheckedPlan checked = phases.run("check", () -> CheckedPlan.of(order, bench, planned, options));
        facts.findings = checked.findings();
        checked.drift().ifPresent(drift -> listener.on(new RunEvent.Note(drift.sentence())));
        checked.require();
        SettledPlan settled = SettledPlan.of(planned);
        settled.write(order);
        listener.on(new RunEvent.PlanSettled(plan.digest(), plan.migrations().size()));
        Safeguard safeguard = new Safeguard(order, phases, listener, options.packing());
        Watchdog watchdog = new Watchdog(bench.database(), lock, order.cancellation());
        try {
            prepare(bench, planned, safeguard, phases, facts);
            apply(bench, settled, watchdog, course, listener, phases);
        } catch (RuntimeException failure) {
            if (!course.anythingBegun()) {
                throw beforeTheFirst(failure);
            }
            watchdog.close();
            bench.tool().close();
            new Recovery(order, settled, safeguard, phases, facts, course, listener).afterFailure(failure);
        } finally {
            watchdog.close();
        }
        verify(bench, verification, settled, safeguard, facts, listener, course, phases);
        SchemaDrift.record(order, bench, facts.toVersion, listener);
        safeguard.retain();
        if (order.environment().undo().keep() != Keep.NONE) {
            safeguard.forget(bench);
        }
    }

    /** Takes the backup, and has the plan rehearsed on it where that has to be. */
    private void prepare(Workbench bench, Planner.Planned planned, Safeguard safeguard, Phases phases, Facts facts) {
        boolean rehearsing = toRehearse(planned.plan());
        if (rehearsing) {
            safeguard.rehearseNext();
        }
        try (safeguard) {
            safeguard.backUp(bench, planned.state(), facts);
            if (rehearsing) {
                RehearsalRun.require(order, phases, false, bench, planned.plan(), safeguard, facts);
            }
        }
    }

    /** Whether nothing may run that was not rehearsed, and this plan was not; the backup is there to do it. */
    private boolean toRehearse(Plan plan) {
        boolean up = options.direction().up() && !options.repair();
        if (!up || !order.environment().rehearsal().required()) {
            return false;
        }
        boolean downToo = order.environment().rehearsal().down();
        return RehearsalFiles.find(order, plan.digest())
                .filter(downToo ? Rehearsal::wayBackPassed : Rehearsal::passed)
                .isEmpty();
    }

    /** A run that is to stop before its first migration has begun was stopped, in whatever words the tool says it. */
    private RuntimeException beforeTheFirst(RuntimeException failure) {
        if (!(failure instanceof Fault)) {
            order.cancellation().check();
        }
        return failure;
    }

    private void apply(
            Workbench bench,
            SettledPlan settled,
            Watchdog watchdog,
            ReportBuilder course,
            RunListener listener,
            Phases phases) {
        order.cancellation().check();
        if (options.repair()) {
            bench.tool().repair().forEach(line -> listener.on(new RunEvent.Note(line)));
            bench.database().progressMarker().clear();
        }
        // Again, for the backup may have taken long.
        requireEvidence(bench);
        phases.run("migrate", () -> {
            new Attempts(order, bench, settled, options.direction(), course, listener).run(watchdog);
            bench.database().progressMarker().clear();
        });
    }

    private void verify(
            Workbench bench,
            Verification verification,
            SettledPlan settled,
            Safeguard safeguard,
            Facts facts,
            RunListener listener,
            ReportBuilder course,
            Phases phases) {
        settled.plan().migrations().forEach(migration -> facts.fates.put(migration.script(), Fate.APPLIED));
        facts.toVersion = settled.plan().targetVersion();
        try {
            facts.toVersion = bench.tool().inspect().current();
            phases.run("verify", () -> verification.run(options.direction().up(), listener));
        } catch (Fault fault) {
            new Recovery(order, settled, safeguard, phases, facts, course, listener).afterVerification(fault);
        }
        facts.state.add("The database is at "
                + facts.toVersion.map(version -> "version " + version).orElse("no version") + ".");
    }

    private static void upToDate(Facts facts, Plan plan) {
        facts.state.add("Nothing to do: the database is at "
                + plan.currentVersion().map(version -> "version " + version).orElse("no version") + ".");
    }
}
