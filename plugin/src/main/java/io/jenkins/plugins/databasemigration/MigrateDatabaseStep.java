package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ListBoxModel;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code migrateDatabase}: backs up, migrates, verifies; exactly the given plan, or whatever is pending. */
public final class MigrateDatabaseStep extends DatabaseMigrationStep {
    @CheckForNull
    private DatabaseMigrationPlan plan;

    @CheckForNull
    private String backup;

    @CheckForNull
    private String onFailure;

    @CheckForNull
    private String timeout;

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
        return common("migrate").option("--approved", plan == null ? null : plan.getDigest());
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

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends DatabaseMigrationExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context, MigrateDatabaseStep step) {
            super(context, step);
        }

        @Override
        Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception {
            DatabaseMigrationResult result = DatabaseMigrationResult.of(runId(), environment(), answer);
            archive.evidence();
            DatabaseMigrationAction.add(run, result);
            return result;
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
