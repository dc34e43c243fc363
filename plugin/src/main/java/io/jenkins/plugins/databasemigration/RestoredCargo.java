package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackup;
import io.jenkins.plugins.databasemigration.backup.ArchivedFile;
import io.jenkins.plugins.databasemigration.backup.LocatedBackup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import jenkins.util.VirtualFile;

/** The archived backup that a run restores, on its way from the artifacts of a build to the agent. */
class RestoredCargo extends Cargo {
    private static final long serialVersionUID = 1L;

    private final String reference;

    /** The step's, or else those that the backup was encrypted with. */
    @CheckForNull
    private String keyCredentialsId;

    private String job;
    private int number;
    private String backupRun;

    /** @param reference what {@link LocatedBackup#find} understands */
    RestoredCargo(String reference, @CheckForNull String keyCredentialsId) {
        this.reference = reference;
        this.keyCredentialsId = keyCredentialsId;
    }

    @Override
    void check(Run<?, ?> run, ConfiguredDatabase database) throws IOException {
        LocatedBackup located = find(database.environment(), run);
        job = located.build().getParent().getFullName();
        number = located.build().getNumber();
        backupRun = located.backup().getRun();
        if (keyCredentialsId == null && !located.backup().isKeyKept()) {
            keyCredentialsId = located.backup().getKeyCredentialsId();
            if (keyCredentialsId == null) {
                throw new AbortException("Backup " + located.backup().getId() + " of "
                        + located.build().getFullDisplayName()
                        + " is encrypted for a recipient. Nothing was run. Name the credentials of the identity that"
                        + " belongs to it, with backupKeyCredentialsId.");
            }
        }
        key(run);
    }

    /** The backup that is meant, of an environment. */
    LocatedBackup find(String environment, Run<?, ?> run) throws IOException {
        return LocatedBackup.find(reference, environment, run);
    }

    /** What tells the command where it is. */
    String option() {
        return "--to-packed";
    }

    @Override
    void load(Run<?, ?> run, ControlFolder control, TaskListener listener) throws IOException, InterruptedException {
        LocatedBackup located = located();
        ArchivedBackup backup = located.backup();
        listener.getLogger()
                .println("Fetching backup " + backup.getId() + ", " + backup.getSizeString() + ", of "
                        + located.build().getFullDisplayName());
        FilePath packed = control.packedFolder();
        packed.mkdirs();
        for (ArchivedFile file : backup.getFiles()) {
            VirtualFile from = backup.folder(located.build()).child(file.getName());
            FilePath to = packed.child(file.getName());
            fetch(from, to);
            if (!to.act(new Sha256()).equals(file.getSha256())) {
                throw new AbortException(file.getName() + " of backup " + backup.getId() + " is not what "
                        + located.build().getFullDisplayName()
                        + " archived: its SHA-256 is another. Nothing was run. Do not use it; name another build.");
            }
        }
        control.handOver(control.keyFile(), key(run));
    }

    /** Streams: from where the store is if the agent can go there itself, through Jenkins otherwise. */
    private static void fetch(VirtualFile from, FilePath to) throws IOException, InterruptedException {
        URL elsewhere = from.toExternalURL();
        if (elsewhere != null) {
            to.act(new Download(elsewhere));
            return;
        }
        try (InputStream in = from.open()) {
            to.copyFrom(in);
        }
    }

    @Override
    void addTo(Arguments arguments, ControlFolder control) {
        arguments
                .option(option(), control.packedFolder().getRemote())
                .option("--backup-key-file-once", control.keyFile().getRemote());
    }

    @Override
    Secret key(Run<?, ?> run) throws IOException {
        return keyCredentialsId == null ? located().backup().key() : BackupKeys.find(keyCredentialsId, run);
    }

    private LocatedBackup located() throws AbortException {
        LocatedBackup located = LocatedBackup.again(job, number, backupRun);
        if (located == null) {
            throw new AbortException("The build " + job + " #" + number + " with the backup is gone.");
        }
        return located;
    }
}
