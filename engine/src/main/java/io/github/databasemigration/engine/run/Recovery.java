package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.FailurePolicy;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.report.Report.Fate;
import io.github.databasemigration.engine.report.ReportBuilder;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.util.Optional;

/**
 * What happens after a run went wrong: look into the database, restore the backup where the policy says so, and end with
 * the fault that tells the whole truth. Every method here throws.
 */
final class Recovery {
    private final Order order;
    private final SettledPlan settled;
    private final Safeguard safeguard;
    private final Phases phases;
    private final Facts facts;
    private final ReportBuilder course;
    private final RunListener listener;
    private final Optional<String> stopped;
    private boolean lackedLock;

    Recovery(
            Order order,
            SettledPlan settled,
            Safeguard safeguard,
            Phases phases,
            Facts facts,
            ReportBuilder course,
            RunListener listener) {
        this.stopped = order.cancellation().reason();
        // The run was asked to stop; its recovery was not.
        this.order = order.with(new Cancellation());
        this.settled = settled;
        this.safeguard = safeguard;
        this.phases = phases;
        this.facts = facts;
        this.course = course;
        this.listener = listener;
    }

    /**
     * A migration failed or was cancelled, or something else went wrong while one ran (a journal on a full disk, a
     * defect): all the same to the database.
     */
    void afterFailure(RuntimeException failure) {
        String where = failure instanceof MigrationFailure migration ? script(migration.label()) : "The run";
        String what = stopped.map(why -> "Stopped in " + where + ": " + why + ".")
                .orElse(where + " failed: " + order.redactor().redact(String.valueOf(failure.getMessage())));
        lackedLock = failure instanceof MigrationFailure migration && migration.lackedLock();
        Aftermath aftermath = phases.run("look", () -> Aftermath.look(order, settled, course));
        facts.fates.putAll(aftermath.fates());
        aftermath.fates().forEach((script, fate) -> {
            if (fate == Fate.ROLLED_BACK || fate == Fate.PARTIAL) {
                listener.on(new RunEvent.MigrationFailed(script, what, fate == Fate.ROLLED_BACK));
            }
        });
        facts.toVersion = aftermath.version();
        facts.state.addAll(aftermath.sentences());
        switch (aftermath.condition()) {
            case UNCHANGED ->
                throw end(
                        lackedLock ? FaultCode.LOCK_TIMED_OUT_UNCHANGED : FaultCode.MIGRATION_FAILED_UNCHANGED,
                        FaultCode.CANCELLED_UNCHANGED,
                        what);
            case UNKNOWN -> {
                facts.next = Optional.of(NextCommand.status(order));
                throw new Fault(
                        FaultCode.STATE_UNKNOWN, what, "When the server is back, look: " + facts.next.get() + ".");
            }
            default -> restoreOrStop(aftermath, what);
        }
    }

    private String script(String label) {
        return settled.plan().migrations().stream()
                .filter(migration -> migration.label().equals(label))
                .map(PlannedMigration::script)
                .findFirst()
                .orElse(label);
    }

    private void restoreOrStop(Aftermath aftermath, String what) {
        if (order.environment().onFailure() == FailurePolicy.RESTORE) {
            restore(what);
            throw end(FaultCode.MIGRATION_FAILED_RESTORED, FaultCode.CANCELLED_RESTORED, what);
        }
        facts.next = safeguard.backupId().map(backup -> NextCommand.rollback(order, backup));
        if (aftermath.condition() == Aftermath.Condition.AT_VERSION) {
            record();
            throw end(
                    lackedLock ? FaultCode.LOCK_TIMED_OUT_AT_VERSION : FaultCode.MIGRATION_FAILED_AT_VERSION,
                    FaultCode.CANCELLED_AT_VERSION,
                    what);
        }
        throw end(FaultCode.MIGRATION_FAILED_PARTIAL, FaultCode.CANCELLED_PARTIAL, what);
    }

    /** What is applied is what should be there: the next plan is not to call it drift. */
    private void record() {
        SchemaDrift.record(order, facts.toVersion, listener);
    }

    /** The migrations are applied, and the verification says that the result is not right. */
    void afterVerification(Fault fault) {
        if (stopped.isPresent()) {
            facts.state.add("The migrations are applied; their verification was stopped.");
            record();
            throw end(
                    FaultCode.CANCELLED_AT_VERSION, FaultCode.CANCELLED_AT_VERSION, "Stopped: " + stopped.get() + ".");
        }
        if (order.environment().onFailure() == FailurePolicy.RESTORE) {
            restore(fault.getMessage());
            throw new Fault(
                    FaultCode.VERIFICATION_FAILED_RESTORED,
                    fault.getMessage(),
                    "The backup was restored. Correct the migration and make a new plan.");
        }
        facts.state.add("The migrations are applied.");
        record();
        facts.next = safeguard.backupId().map(backup -> NextCommand.rollback(order, backup));
        throw new Fault(
                FaultCode.VERIFICATION_FAILED_MIGRATED,
                fault.getMessage(),
                "Judge the findings; to go back: " + facts.next.orElse("restore a backup, for this run took none")
                        + ".");
    }

    private void restore(String why) {
        try {
            phases.run("restore", () -> safeguard.restore(order, facts));
        } catch (Fault fault) {
            facts.next = safeguard.backupId().map(backup -> NextCommand.rollback(order, backup));
            facts.state.add("The restore of the backup failed: " + fault.getMessage());
            FaultCode code = fault.code() == FaultCode.RESTORE_FAILED_PARTIAL
                    ? FaultCode.RESTORE_FAILED_PARTIAL
                    : FaultCode.MIGRATION_FAILED_PARTIAL;
            throw new Fault(code, why + " Then the restore failed: " + fault.getMessage(), fault.remedy());
        }
        for (PlannedMigration migration : settled.plan().migrations()) {
            if (course.begun(migration.script())) {
                facts.fates.put(migration.script(), Fate.RESTORED);
            }
        }
        facts.state.clear();
        facts.state.add("The backup was restored: the database is as it was before the run, at "
                + settled.plan().currentVersion().map(v -> "version " + v).orElse("no version yet") + ".");
        facts.toVersion = settled.plan().currentVersion();
    }

    private Fault end(FaultCode failed, FaultCode cancelled, String what) {
        FaultCode code = stopped.isPresent() ? cancelled : failed;
        return new Fault(code, what, remedy(order, code, facts.next));
    }

    /** What to do after such an end; {@code next} is the command that goes back. */
    static String remedy(Order order, FaultCode code, Optional<String> next) {
        return switch (code) {
            case MIGRATION_FAILED_UNCHANGED, MIGRATION_FAILED_RESTORED -> "Correct the migration and make a new plan.";
            case CANCELLED_UNCHANGED, CANCELLED_RESTORED -> "Run it again when it suits.";
            case LOCK_TIMED_OUT_UNCHANGED ->
                "Run it again when those who held the lock have ended, or with more time: timeouts.retrying.";
            case LOCK_TIMED_OUT_AT_VERSION ->
                "Run it again from here when those who held the lock have ended, or go back"
                        + next.map(command -> ": " + command).orElse("") + ".";
            case MIGRATION_FAILED_AT_VERSION ->
                "Correct the migration and run again from here, or go back"
                        + next.map(command -> ": " + command).orElse("") + ".";
            case CANCELLED_AT_VERSION ->
                "Run it again to go on from here, or go back"
                        + next.map(command -> ": " + command).orElse("") + ".";
            default ->
                next.map(command -> "Go back: " + command + "; or undo by hand what the report lists and run "
                                + NextCommand.repair(order) + ".")
                        .orElse("Undo by hand what the report lists, then run " + NextCommand.repair(order) + ".");
        };
    }
}
