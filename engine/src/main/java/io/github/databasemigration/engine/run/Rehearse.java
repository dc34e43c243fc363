package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.report.Report;
import java.util.Optional;

/** Runs the plan on a scratch copy of the database, and changes nothing in the database itself. */
public final class Rehearse {
    private final Order order;
    private final Options options;

    /**
     * What may be said about a rehearsal.
     *
     * @param backup the backup to make the copy of; empty: a new one
     * @param down whether to go down and up again afterwards
     * @param approval the plan that is to be rehearsed, if it was made before
     */
    public record Options(Optional<String> backup, boolean down, Approval approval) {}

    private Rehearse(Order order, Options options) {
        this.order = order;
        this.options = options;
    }

    /**
     * Rehearses and reports: {@link Report#rehearsal}. The report's outcome is {@code REHEARSAL_FAILED} where the plan
     * failed on the copy.
     */
    public static Report run(Order order, Options options, RunListener outer) {
        return new Recorder(order, "rehearse", outer)
                .record((facts, listener, course) -> new Rehearse(order, options).execute(facts, listener));
    }

    private void execute(Facts facts, RunListener listener) {
        Phases phases = new Phases(listener);
        try (Workbench bench = phases.run("connect", () -> Workbench.open(order));
                Safeguard safeguard = new Safeguard(order, phases, listener, Optional.empty())) {
            facts.target = Optional.of(bench.database().target());
            safeguard.rehearseNext();
            try (MigrationLock lock = phases.run("lock", () -> LockQueue.await(order, bench, listener));
                    Watchdog watchdog = new Watchdog(bench.database(), lock, order.cancellation())) {
                prepare(bench, safeguard, phases, facts);
            }
            if (safeguard.backup().isPresent()) {
                RehearsalRun.require(order, phases, options.down(), bench, facts.plan.orElseThrow(), safeguard, facts);
            }
            safeguard.retain();
        }
        facts.state.add("Nothing was changed in the database.");
    }

    /** Under the lock: what the plan says is what the backup holds. No backup where there is nothing to rehearse. */
    private void prepare(Workbench bench, Safeguard safeguard, Phases phases, Facts facts) {
        Direction direction = options.approval().plan().map(Direction::of).orElse(Direction.UP);
        Planner.Planned planned = phases.run("plan", () -> new Planner(order, direction, false).plan(bench, true));
        Plan plan = planned.plan();
        facts.planned(plan);
        options.approval().check(plan, false);
        if (plan.empty()) {
            facts.state.add("There is nothing to rehearse.");
            return;
        }
        if (options.backup().isEmpty()) {
            safeguard.takeAndProve(bench, planned.state(), facts);
            return;
        }
        Backup chosen = ProveBackup.choose(order, options.backup().filter(id -> !id.equals("latest")));
        // The rehearsal restores it, which proves more than reading it would.
        safeguard.prove(bench, chosen, Verification.READABLE, facts);
    }
}
