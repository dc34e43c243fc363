package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.approval.Spans;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code verifyDatabaseBackup}: restores the newest archived backup of jobs into a scratch database and compares. Changes
 * nothing in the database itself.
 */
public final class VerifyDatabaseBackupStep extends DatabaseMigrationStep {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String backupsOf;

    @CheckForNull
    private String maxAge;

    @CheckForNull
    private String backupKeyCredentialsId;

    @DataBoundConstructor
    public VerifyDatabaseBackupStep() {}

    /** The jobs that archive backups, with commas; null: the step's own. */
    @CheckForNull
    public String getBackupsOf() {
        return backupsOf;
    }

    @DataBoundSetter
    public void setBackupsOf(String backupsOf) {
        this.backupsOf = Util.fixEmptyAndTrim(backupsOf);
    }

    /** How old the newest one may be, such as {@code 2d}; null: of any age. */
    @CheckForNull
    public String getMaxAge() {
        return maxAge;
    }

    @DataBoundSetter
    public void setMaxAge(String maxAge) {
        this.maxAge = Util.fixEmptyAndTrim(maxAge);
    }

    /** A secret text that opens the backup; null: what Jenkins knows of it. */
    @CheckForNull
    public String getBackupKeyCredentialsId() {
        return backupKeyCredentialsId;
    }

    @DataBoundSetter
    public void setBackupKeyCredentialsId(String backupKeyCredentialsId) {
        this.backupKeyCredentialsId = Util.fixEmptyAndTrim(backupKeyCredentialsId);
    }

    @Override
    Arguments arguments() {
        return common("verify-backup").option("--level", "restore");
    }

    @Override
    Cargo cargo(String runId) {
        return new ProvenCargo(backupsOf, Spans.parse("maxAge", maxAge), backupKeyCredentialsId);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new Execution(context, this);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage() + ". Nothing was run. Correct it.");
        }
    }

    private static final class Execution extends DatabaseMigrationExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context, VerifyDatabaseBackupStep step) {
            super(context, step);
        }

        @Override
        Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception {
            keep(DatabaseMigrationResult.PROOF, answer, run, archive);
            return answer.done() ? DatabaseBackup.of(runId(), answer) : null;
        }
    }

    @Extension
    public static final class DescriptorImpl extends DatabaseMigrationStepDescriptor {
        @Override
        public String getFunctionName() {
            return "verifyDatabaseBackup";
        }

        @Override
        public String getDisplayName() {
            return Messages.VerifyDatabaseBackupStep_DisplayName();
        }
    }
}
