package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Fingerprint;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Fingerprinter;
import hudson.util.Secret;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackup;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import io.jenkins.plugins.databasemigration.backup.ArchivedFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;

/**
 * The backup that a run takes, on its way to the artifacts of the build. It is packed and encrypted by the run itself, before
 * anything is migrated; where nobody names a key, by one that Jenkins makes and keeps with the build. Those of a fleet stay on
 * the agent.
 */
final class ArchivedCargo extends Cargo {
    private static final long serialVersionUID = 1L;

    private final String runId;
    private final boolean keep;

    @CheckForNull
    private final String recipient;

    @CheckForNull
    private final String keyCredentialsId;

    /** Whether there are many: then they stay where they are. */
    private boolean fleet;

    /** How far it is proven, should the run not come to say it. */
    private String verification = "";

    ArchivedCargo(String runId, @CheckForNull String recipient, @CheckForNull String keyCredentialsId, boolean keep) {
        this.runId = runId;
        this.recipient = recipient;
        this.keyCredentialsId = keyCredentialsId;
        this.keep = keep;
    }

    @Override
    void check(Run<?, ?> run, ConfiguredDatabase database) throws IOException {
        if (recipient != null && keyCredentialsId != null) {
            throw new AbortException(
                    "The backup is encrypted for backupRecipient or with backupKeyCredentialsId, not with"
                            + " both. Nothing was run. Leave one of them out.");
        }
        fleet = database.isFleet();
        if (fleet && (recipient != null || keyCredentialsId != null)) {
            throw new AbortException("The backups of " + database + " are many, and stay on the agent. Nothing was run."
                    + " Leave backupRecipient and backupKeyCredentialsId out, or name one target with targetName.");
        }
        verification = database.backup();
        key(run);
    }

    @Override
    void load(Run<?, ?> run, ControlFolder control, TaskListener listener) throws IOException, InterruptedException {
        if (fleet) {
            listener.getLogger().println("The backups of a fleet are not archived: they stay on the agent");
        }
        Secret key = key(run);
        if (key != null) {
            control.handOver(control.keyFile(), key);
        }
    }

    @Override
    void addTo(Arguments arguments, ControlFolder control) {
        if (fleet) {
            return;
        }
        arguments.option("--pack-backup-to", control.packedFolder().getRemote());
        if (recipient == null) {
            arguments.option("--backup-key-file-once", control.keyFile().getRemote());
        } else {
            arguments.option("--backup-recipient", recipient);
        }
    }

    @Override
    @CheckForNull
    Secret key(Run<?, ?> run) throws IOException {
        if (fleet || recipient != null) {
            return null;
        }
        return keyCredentialsId == null ? ArchivedBackups.newKey(run, runId) : BackupKeys.find(keyCredentialsId, run);
    }

    @Override
    void unload(Answer answer, Run<?, ?> run, FilePath workspace, TaskListener listener)
            throws IOException, InterruptedException {
        if (ArchivedBackups.in(run).stream().anyMatch(known -> known.getRun().equals(runId))) {
            return;
        }
        FilePath packed = ControlFolder.of(workspace, runId).packedFolder();
        PackedBackup backup = PackedBackup.in(packed);
        if (backup == null) {
            ArchivedBackups.forget(run, runId);
            return;
        }
        ArchivedBackup archived = backup.archived(
                runId,
                answer.document().path("backup").path("verification").asText(verification),
                keyCredentialsId,
                ArchivedBackups.key(run, runId));
        archive(archived, run, packed, listener);
        ArchivedBackups.add(run, archived);
        if (keep) {
            run.keepLog(true);
        }
        listener.getLogger()
                .println("Archived backup " + archived.getId() + ", " + archived.getSizeString() + ", encrypted ("
                        + archived.getEncryption() + ")");
    }

    private static void archive(ArchivedBackup backup, Run<?, ?> run, FilePath packed, TaskListener listener)
            throws IOException, InterruptedException {
        Map<String, String> artifacts = new LinkedHashMap<>();
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (ArchivedFile file : backup.getFiles()) {
            artifacts.put(backup.path() + "/" + file.getName(), file.getName());
            Fingerprint fingerprint = Jenkins.get()
                    .getFingerprintMap()
                    .getOrCreate(
                            run, file.getName(), packed.child(file.getName()).digest());
            fingerprint.addFor(run);
            fingerprints.put(backup.path() + "/" + file.getName(), fingerprint.getHashString());
        }
        run.pickArtifactManager()
                .archive(packed, packed.createLauncher(listener), new BuildListenerAdapter(listener), artifacts);
        Fingerprinter.FingerprintAction known = run.getAction(Fingerprinter.FingerprintAction.class);
        if (known == null) {
            run.addAction(new Fingerprinter.FingerprintAction(run, fingerprints));
        } else {
            known.add(fingerprints);
        }
    }
}
