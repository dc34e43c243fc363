package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code rollbackDatabase}: puts a database back to an archived backup, or down to an earlier version. */
public final class RollbackDatabaseStep extends BackupTakingStep {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String toBackupOf;

    @CheckForNull
    private String toVersion;

    @CheckForNull
    private String expectVersion;

    @CheckForNull
    private Integer maxLostRows;

    @CheckForNull
    private String timeout;

    @DataBoundConstructor
    public RollbackDatabaseStep() {}

    /** A build by its number or as {@code job#number}, or the id of a run; null: not to a backup. */
    @CheckForNull
    public Object getToBackupOf() {
        return toBackupOf;
    }

    /**
     * @param toBackupOf also a build as pipelines have it ({@code currentBuild}, the result of {@code build}), or the result
     *     of {@code backupDatabase} or {@code migrateDatabase}
     */
    @DataBoundSetter
    public void setToBackupOf(Object toBackupOf) throws AbortException {
        this.toBackupOf = reference(toBackupOf);
    }

    @CheckForNull
    private static String reference(Object backup) throws AbortException {
        if (backup instanceof RunWrapper build) {
            Run<?, ?> raw = build.getRawBuild();
            if (raw == null) {
                throw new AbortException("The build of toBackupOf is gone. Nothing was run. Name another one.");
            }
            return "/" + raw.getParent().getFullName() + "#" + raw.getNumber();
        } else if (backup instanceof DatabaseBackup taken) {
            return taken.getRun();
        } else if (backup instanceof DatabaseMigrationResult result) {
            return result.getRun();
        }
        return backup == null ? null : Util.fixEmptyAndTrim(backup.toString());
    }

    /** The version to go down to; null: to a backup. */
    @CheckForNull
    public String getToVersion() {
        return toVersion;
    }

    @DataBoundSetter
    public void setToVersion(String toVersion) {
        this.toVersion = Util.fixEmptyAndTrim(toVersion);
    }

    /** The version at which the database has to be; null: any. */
    @CheckForNull
    public String getExpectVersion() {
        return expectVersion;
    }

    @DataBoundSetter
    public void setExpectVersion(String expectVersion) {
        this.expectVersion = Util.fixEmptyAndTrim(expectVersion);
    }

    /** How many rows more than the backup the database may have; null: as many as there are. */
    @CheckForNull
    public Integer getMaxLostRows() {
        return maxLostRows;
    }

    @DataBoundSetter
    public void setMaxLostRows(Integer maxLostRows) {
        this.maxLostRows = maxLostRows;
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
        return common("rollback")
                .flag("--yes")
                .option("--to-version", toVersion)
                .option("--expect-version", expectVersion)
                .option("--max-lost-rows", maxLostRows == null ? null : maxLostRows.toString());
    }

    @Override
    Arguments common(String command) {
        return super.common(command).field("timeouts.total", timeout);
    }

    @Override
    Cargo cargo(String runId) {
        return toBackupOf == null ? super.cargo(runId) : new RestoredCargo(toBackupOf, getBackupKeyCredentialsId());
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if ((toBackupOf == null) == (toVersion == null)) {
            throw new AbortException(
                    "rollbackDatabase goes back to a backup or to a version. Nothing was run. Name either toBackupOf or"
                            + " toVersion.");
        }
        return new Execution(context, this);
    }

    private static final class Execution extends DatabaseMigrationExecution {
        private static final long serialVersionUID = 1L;

        /** Whether scripts of the project run, as in a migration. */
        private final boolean scripts;

        Execution(StepContext context, RollbackDatabaseStep step) {
            super(context, step);
            scripts = step.toVersion != null;
        }

        @Override
        void admit(Admission admission) throws IOException {
            admission.checkRollback();
            if (scripts) {
                admission.checkBackup();
                admission.checkApproval(null, null);
            }
        }

        @Override
        Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception {
            return keep("rollback", answer, run, archive);
        }
    }

    @Extension
    public static final class DescriptorImpl extends DatabaseMigrationStepDescriptor {
        @Override
        public String getFunctionName() {
            return "rollbackDatabase";
        }

        @Override
        public String getDisplayName() {
            return Messages.RollbackDatabaseStep_DisplayName();
        }
    }
}
