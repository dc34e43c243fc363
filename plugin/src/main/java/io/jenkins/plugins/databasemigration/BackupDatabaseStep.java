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

/** {@code backupDatabase}: takes a backup, proves it, archives it. Changes nothing in the database. */
public final class BackupDatabaseStep extends BackupTakingStep {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String verification;

    @DataBoundConstructor
    public BackupDatabaseStep() {}

    /** How the backup is proven; null: as configured. */
    @CheckForNull
    public String getVerification() {
        return verification;
    }

    @DataBoundSetter
    public void setVerification(String verification) {
        this.verification = Util.fixEmptyAndTrim(verification);
    }

    @Override
    Arguments arguments() {
        return common("backup");
    }

    @Override
    Arguments common(String command) {
        return super.common(command).field("backup.verification", verification);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends DatabaseMigrationExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context, BackupDatabaseStep step) {
            super(context, step);
        }

        @Override
        Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception {
            keep("backup", answer, run, archive);
            return answer.done() ? DatabaseBackup.of(runId(), answer) : null;
        }
    }

    @Extension
    public static final class DescriptorImpl extends DatabaseMigrationStepDescriptor {
        @Override
        public String getFunctionName() {
            return "backupDatabase";
        }

        @Override
        public String getDisplayName() {
            return Messages.BackupDatabaseStep_DisplayName();
        }

        @POST
        public ListBoxModel doFillVerificationItems(@AncestorInPath Item item) {
            return choices(item, "checksum", "readable", "restore");
        }
    }
}
