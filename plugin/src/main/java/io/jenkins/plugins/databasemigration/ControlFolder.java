package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import hudson.util.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import jenkins.MasterToSlaveFileCallable;

/**
 * A folder beside the workspace through which a run is handed its secrets and asked to stop, and a backup travels. It is
 * gone when the run has ended, and the secrets when it has begun.
 */
final class ControlFolder {
    private static final String PASSWORD = "password";

    private final FilePath temporary;
    private final FilePath folder;

    private ControlFolder(FilePath temporary, String name) {
        this.temporary = temporary;
        this.folder = temporary.child(name);
    }

    /** The folder of a run, which need not exist. */
    static ControlFolder of(FilePath workspace, String runId) throws AbortException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException("The workspace " + workspace + " is the root of a file system. Use another one.");
        }
        return new ControlFolder(temporary, "database-migration-" + runId);
    }

    /** Makes the folder, for the user of the agent alone. */
    void create() throws IOException, InterruptedException {
        temporary.mkdirs();
        folder.act(new CreatePrivately());
    }

    private FilePath passwordFile() {
        return folder.child(PASSWORD);
    }

    /** Where the key of a backup is handed over. */
    FilePath keyFile() {
        return folder.child("backup-key");
    }

    /** Where a packed backup is on its way. */
    FilePath packedFolder() {
        return folder.child("packed");
    }

    FilePath stopFile() {
        return folder.child("stop");
    }

    /** Leaves the password where only the user of the agent can read it, and says in the arguments where that is. */
    Arguments with(@CheckForNull DatabaseLogin login, Arguments arguments) throws IOException, InterruptedException {
        if (login == null) {
            return arguments;
        }
        handOver(passwordFile(), login.password());
        return arguments
                .option("--user", login.user())
                .option("--password-file-once", passwordFile().getRemote());
    }

    /** Leaves a secret where only the user of the agent can read it. */
    void handOver(FilePath file, Secret secret) throws IOException, InterruptedException {
        temporary.mkdirs();
        file.act(new WritePrivately(secret));
    }

    /** Takes back what was handed over, should nobody have taken it. */
    void withdraw() throws IOException, InterruptedException {
        passwordFile().delete();
        keyFile().delete();
        packedFolder().deleteRecursive();
    }

    void requestStop() throws IOException, InterruptedException {
        folder.mkdirs();
        stopFile().touch(System.currentTimeMillis());
    }

    void delete() throws IOException, InterruptedException {
        folder.deleteRecursive();
    }

    private static void createPrivately(Path folder) throws IOException {
        Files.createDirectory(folder, only("rwx------"));
    }

    private static FileAttribute<?>[] only(String owner) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owner))}
                : new FileAttribute<?>[0];
    }

    private static final class CreatePrivately extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;

        @Override
        public Void invoke(File folder, VirtualChannel channel) throws IOException {
            createPrivately(folder.toPath());
            return null;
        }
    }

    private static final class WritePrivately extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;
        private final Secret text;

        WritePrivately(Secret text) {
            this.text = text;
        }

        @Override
        public Void invoke(File file, VirtualChannel channel) throws IOException {
            if (!file.getParentFile().isDirectory()) {
                createPrivately(file.getParentFile().toPath());
            }
            // Closed before there is anything in it.
            Files.createFile(file.toPath(), only("rw-------"));
            Files.writeString(file.toPath(), Secret.toString(text), StandardCharsets.UTF_8);
            return null;
        }
    }
}
