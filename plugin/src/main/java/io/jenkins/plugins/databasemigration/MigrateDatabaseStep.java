package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.databasemigration.approval.ApprovalRule;
import io.jenkins.plugins.databasemigration.approval.ApproveDatabaseMigrationStep;
import io.jenkins.plugins.databasemigration.report.RunDocuments;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code migrateDatabase}: backs up, migrates, verifies; exactly the given plan, or whatever is pending. */
public final class MigrateDatabaseStep extends BackupTakingStep {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private DatabaseMigrationPlan plan;

    @CheckForNull
    private String phase;

    @CheckForNull
    private String part;

    @CheckForNull
    private String backup;

    @CheckForNull
    private String onFailure;

    @CheckForNull
    private String timeout;

    @CheckForNull
    private ApproveDatabaseMigrationStep approval;

    @DataBoundConstructor
    public MigrateDatabaseStep() {}

    /** What {@code planDatabaseMigration} returned: exactly this runs, or nothing. */
    @CheckForNull
    public DatabaseMigrationPlan getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(DatabaseMigrationPlan plan) {
        this.plan = plan;
    }

    /** The gate that this step keeps itself, with the settings of {@code approveDatabaseMigration}; null: none. */
    @CheckForNull
    public ApproveDatabaseMigrationStep getApproval() {
        return approval;
    }

    @DataBoundSetter
    public void setApproval(ApproveDatabaseMigrationStep approval) {
        this.approval = approval;
    }

    /** The only phase of expand and contract, {@code expand} or {@code contract}; null: all that is pending. */
    @CheckForNull
    public String getPhase() {
        return phase;
    }

    @DataBoundSetter
    public void setPhase(String phase) {
        this.phase = Util.fixEmptyAndTrim(phase);
    }

    /**
     * The only part of a fleet that runs here: {@code canary}, {@code afterCanary}, or a share of these, such as {@code 2/4};
     * null: all of it.
     */
    @CheckForNull
    public String getPart() {
        return part;
    }

    @DataBoundSetter
    public void setPart(String part) {
        this.part = Util.fixEmptyAndTrim(part);
    }

    /** How the backup is proven, or {@code none} for no backup; null: as configured. */
    @CheckForNull
    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(String backup) {
        this.backup = Util.fixEmptyAndTrim(backup);
    }

    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure);
    }

    /** The limit of the whole run, such as {@code 30m}; null: as configured. */
    @CheckForNull
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
    }

    @Override
    Arguments arguments() {
        Arguments arguments =
                common("migrate").option("--phase", phase).option("--approved", plan == null ? null : plan.getDigest());
        if ("canary".equals(part)) {
            return arguments.flag("--canary-only");
        }
        return "afterCanary".equals(part) ? arguments.flag("--after-canary") : arguments.option("--shard", part);
    }

    @Override
    Arguments common(String command) {
        boolean none = "none".equals(backup);
        return super.common(command)
                .field("backup.enabled", backup == null ? null : String.valueOf(!none))
                .field("backup.verification", none ? null : backup)
                .field("onFailure", onFailure)
                .field("timeouts.total", timeout);
    }

    /** The step that plans what this one would run. */
    PlanDatabaseMigrationStep planning() {
        PlanDatabaseMigrationStep planning = new PlanDatabaseMigrationStep();
        configure(planning);
        planning.setPhase(phase);
        return planning;
    }

    /** Runs this step with one plan, which must have been approved. */
    StepExecution migrating(StepContext context, DatabaseMigrationPlan waited) {
        MigrateDatabaseStep migrating = new MigrateDatabaseStep();
        configure(migrating);
        migrating.plan = waited;
        migrating.approval = approval;
        migrating.phase = phase;
        migrating.part = part;
        migrating.backup = backup;
        migrating.onFailure = onFailure;
        migrating.timeout = timeout;
        return new Execution(context, migrating);
    }

    @Override
    public StepExecution start(StepContext context) {
        return approval == null ? new Execution(context, this) : new GatedMigration(context, this);
    }

    private static final class Execution extends DatabaseMigrationExecution {
        private static final long serialVersionUID = 1L;

        @CheckForNull
        private final String digest;

        /** Where the plan of a fleet is to be in the folder of the step; null: there is none. */
        @CheckForNull
        private final String planPath;

        @CheckForNull
        private final ApprovalRule demanded;

        Execution(StepContext context, MigrateDatabaseStep step) {
            super(context, step);
            DatabaseMigrationPlan given = step.plan;
            digest = given == null ? null : given.getDigest();
            planPath = given == null || given.getTargets() == 0
                    ? null
                    : RunArchive.plan(step.getConfig(), given.getDigest());
            demanded = step.approval == null ? null : step.approval.rule();
        }

        /** The digest alone does not say what was planned for those of a fleet that are done: their plan has to be here. */
        @Override
        void prepare(FilePath workspace) throws IOException, InterruptedException {
            if (planPath != null) {
                Run<?, ?> run = getContext().get(Run.class);
                new RunDocuments(run, BuildPlan.madeBy(run, digest).getRun())
                        .copyPlan(digest, workspace.child(planPath));
            }
        }

        @Override
        void admit(Admission admission) throws IOException {
            admission.checkTime();
            admission.checkBackup();
            admission.checkApproval(digest, demanded);
        }

        @Override
        Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception {
            return keep("migrate", answer, run, archive);
        }
    }

    @Extension
    public static final class DescriptorImpl extends DatabaseMigrationStepDescriptor {
        @Override
        public String getFunctionName() {
            return "migrateDatabase";
        }

        @Override
        public String getDisplayName() {
            return Messages.MigrateDatabaseStep_DisplayName();
        }

        @POST
        public ListBoxModel doFillBackupItems(@AncestorInPath Item item) {
            return choices(item, "checksum", "readable", "restore", "none");
        }

        @POST
        public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
            return choices(item, "stop", "restore");
        }
    }
}
