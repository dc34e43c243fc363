package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.approval.ApprovalRule;
import io.jenkins.plugins.databasemigration.approval.Approvals;
import io.jenkins.plugins.databasemigration.approval.Requirement;
import io.jenkins.plugins.databasemigration.protection.Protection;
import io.jenkins.plugins.databasemigration.protection.Undertaking;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides here, before anything connects, whether a run may be: by what is known on the controller and by what the
 * configuration means that the run is bound to, never by what a pipeline hands over.
 */
final class Admission {
    private final Run<?, ?> run;
    private final ConfiguredDatabase database;
    private final Protection protection;
    private final List<String> notes = new ArrayList<>();

    /** Refuses a database that this job may not work on at all. */
    Admission(Run<?, ?> run, ConfiguredDatabase database, @CheckForNull String credentialsId) throws AbortException {
        this.run = run;
        this.database = database;
        protection = Protection.of(new Undertaking(
                run.getParent(), database.environment(), database.servers(), database.database(), credentialsId));
        protection.checkJob();
    }

    ConfiguredDatabase database() {
        return database;
    }

    /** What the run's report should say about why it may be. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Refuses a change of the database outside of its maintenance windows. */
    void checkTime() throws AbortException {
        protection.checkTime(Instant.now());
    }

    /**
     * Refuses to put a database back for somebody who may not have that done, or at another time. Where people have to
     * approve what is done to it, a person has to have started this, too.
     */
    void checkRollback() throws AbortException {
        RollbackPermission.check(run, !protection.requirements().isEmpty());
        checkTime();
    }

    /** Refuses a backup that is proven less than demanded. */
    void checkBackup() throws AbortException {
        protection.checkBackup(database.backup());
    }

    /**
     * Refuses a migration whose plan has not been approved in this build as it has to be.
     *
     * @param digest of the plan that would run, and nothing else; null: whatever is pending
     * @param own what the step itself demands; null: nothing
     */
    void checkApproval(@CheckForNull String digest, @CheckForNull ApprovalRule own) throws IOException {
        List<Requirement> demanded = new ArrayList<>(protection.requirements());
        if (own != null) {
            demanded.add(new Requirement(null, own));
        } else if (demanded.isEmpty() && database.approvalRequired()) {
            demanded.add(new Requirement(null, new ApprovalRule()));
        }
        if (digest == null) {
            requireNoApproval(demanded);
            return;
        }
        if (!demanded.isEmpty()) {
            BuildPlan plan = BuildPlan.of(run, digest);
            if (!plan.isFor(database)) {
                throw new AbortException(
                        "The plan " + digest + " is for " + plan.summary().getDatabase() + " as "
                                + plan.summary().getEnvironment() + ", and this step would migrate " + database + " as "
                                + database.environment() + ". Nothing was run.");
            } else if (plan.isEmpty()) {
                return;
            }
        }
        Approvals approvals = Approvals.of(run, digest);
        approvals.require(demanded);
        notes.addAll(approvals.lines());
    }

    private void requireNoApproval(List<Requirement> demanded) throws AbortException {
        if (!demanded.isEmpty()) {
            throw new AbortException(
                    "A migration of " + database + " has to be approved. Nothing was run. Give this step a"
                            + " plan that was approved with approveDatabaseMigration, or let it ask by itself, with approval.");
        }
    }
}
