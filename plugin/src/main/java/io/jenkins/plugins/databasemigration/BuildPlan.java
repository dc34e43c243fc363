package io.jenkins.plugins.databasemigration;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.protection.Undertaking;
import io.jenkins.plugins.databasemigration.report.Plan;
import io.jenkins.plugins.databasemigration.report.RunDocuments;
import java.io.IOException;
import java.util.List;

/** A plan that a build itself made, word for word what its digest stands for. */
public final class BuildPlan {
    private final PlanSummary summary;
    private final Plan plan;

    private BuildPlan(PlanSummary summary, Plan plan) {
        this.summary = summary;
        this.plan = plan;
    }

    /**
     * The plan with a digest; fails where this build made none, or where its document is not what the digest stands for.
     * Whatever a pipeline hands over, only the digest of it counts.
     */
    public static BuildPlan of(Run<?, ?> run, String digest) throws IOException {
        PlanSummary made = madeBy(run, digest);
        Plan plan = new RunDocuments(run, made.getRun())
                .plan(digest)
                .orElseThrow(() -> new AbortException("The plan " + digest + " is no longer among the artifacts of this"
                        + " build. Make a new one, with planDatabaseMigration."));
        if (plan.target() == null && plan.fleet() == null) {
            throw new AbortException("The plan " + digest
                    + " does not say for which database it is. Make a new one, with planDatabaseMigration.");
        }
        return new BuildPlan(new PlanSummary(made, plan), plan);
    }

    /** What the build knows of its plan with a digest; fails where it made none. */
    public static PlanSummary madeBy(Run<?, ?> run, String digest) throws AbortException {
        return DatabaseMigrationAction.plans(run).stream()
                .filter(each -> each.getDigest().equals(digest))
                .findFirst()
                .orElseThrow(() -> new AbortException("This build made no plan with the digest " + digest
                        + ". Make one in this build, with planDatabaseMigration."));
    }

    /** True where nothing would run. */
    public boolean isEmpty() {
        return summary.getPending().isEmpty();
    }

    /** What running this plan would be. */
    public Undertaking undertaking(Job<?, ?> job) {
        Plan.Target target = plan.target();
        return target == null
                ? DatabaseName.of(summary.getDatabase())
                        .undertaking(job, plan.environment(), summary.getCredentialsId())
                : new Undertaking(
                        job,
                        plan.environment(),
                        List.of(target.server()),
                        target.database(),
                        summary.getCredentialsId());
    }

    /** Whether the plan is for a database as it is configured now. */
    boolean isFor(ConfiguredDatabase database) {
        Plan.Target target = plan.target();
        return plan.environment().equals(database.environment())
                && (target == null
                        ? database.isFleet() && database.name().equals(summary.getDatabase())
                        : database.servers().contains(target.server())
                                && database.database().equalsIgnoreCase(target.database()));
    }

    public PlanSummary summary() {
        return summary;
    }

    public Plan plan() {
        return plan;
    }
}
