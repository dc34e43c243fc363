package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that take a backup: what becomes of it. */
public abstract class BackupTakingStep extends DatabaseMigrationStep {
    private static final long serialVersionUID = 1L;

    private boolean archiveBackup = true;

    @CheckForNull
    private String backupRecipient;

    @CheckForNull
    private String backupKeyCredentialsId;

    private boolean keep;

    /** Whether the backup is archived with the build, encrypted, besides staying on the agent. */
    public boolean isArchiveBackup() {
        return archiveBackup;
    }

    @DataBoundSetter
    public void setArchiveBackup(boolean archiveBackup) {
        this.archiveBackup = archiveBackup;
    }

    /** The public key ({@code age1…}) of those who may open the archived backup; null: another key. */
    @CheckForNull
    public String getBackupRecipient() {
        return backupRecipient;
    }

    @DataBoundSetter
    public void setBackupRecipient(String backupRecipient) {
        this.backupRecipient = Util.fixEmptyAndTrim(backupRecipient);
    }

    /** A secret text with the key of the archived backup; null: one that Jenkins makes. */
    @CheckForNull
    public String getBackupKeyCredentialsId() {
        return backupKeyCredentialsId;
    }

    @DataBoundSetter
    public void setBackupKeyCredentialsId(String backupKeyCredentialsId) {
        this.backupKeyCredentialsId = Util.fixEmptyAndTrim(backupKeyCredentialsId);
    }

    /** Whether the build with the archived backup is kept forever. */
    public boolean isKeep() {
        return keep;
    }

    @DataBoundSetter
    public void setKeep(boolean keep) {
        this.keep = keep;
    }

    @Override
    void configure(DatabaseMigrationStep other) {
        super.configure(other);
        if (other instanceof BackupTakingStep taking) {
            taking.archiveBackup = archiveBackup;
            taking.backupRecipient = backupRecipient;
            taking.backupKeyCredentialsId = backupKeyCredentialsId;
            taking.keep = keep;
        }
    }

    @Override
    Cargo cargo(String runId) {
        return archiveBackup ? new ArchivedCargo(runId, backupRecipient, backupKeyCredentialsId, keep) : Cargo.NONE;
    }
}
