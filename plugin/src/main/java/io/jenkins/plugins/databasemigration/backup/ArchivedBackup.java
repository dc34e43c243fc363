package io.jenkins.plugins.databasemigration.backup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.model.Run;
import hudson.util.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.util.VirtualFile;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build knows of a backup among its artifacts. The backup there is encrypted always, for core shows artifacts to
 * everybody who may read the job.
 */
@ExportedBean(defaultVisibility = 2)
public final class ArchivedBackup implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final String id;
    private final String environment;
    private final String database;

    @CheckForNull
    private final String version;

    private final String verification;
    private final String encryption;
    private final ArrayList<ArchivedFile> files;

    @CheckForNull
    private final String keyCredentialsId;

    /** Encrypted wherever it is stored; null where the key is not Jenkins's own. */
    @CheckForNull
    private final Secret key;

    /**
     * @param run the run that took it
     * @param id its name
     * @param environment of the configuration
     * @param database as people read it
     * @param version where the database was; null before the first migration
     * @param verification how far it was proven
     * @param encryption {@code recipient} or {@code passphrase}: what opens it
     * @param files all of its files
     * @param keyCredentialsId the credentials with the key; null where there are none
     * @param key the key that was made for this backup; null where there is another
     */
    public ArchivedBackup(
            String run,
            String id,
            String environment,
            String database,
            @CheckForNull String version,
            String verification,
            String encryption,
            List<ArchivedFile> files,
            @CheckForNull String keyCredentialsId,
            @CheckForNull Secret key) {
        this.run = run;
        this.id = id;
        this.environment = environment;
        this.database = database;
        this.version = version;
        this.verification = verification;
        this.encryption = encryption;
        this.files = new ArrayList<>(files);
        this.keyCredentialsId = keyCredentialsId;
        this.key = key;
    }

    /** The run that took it. */
    @Exported
    public String getRun() {
        return run;
    }

    /** Its name, which is the same in every place. */
    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getEnvironment() {
        return environment;
    }

    /** The database as the server itself tells it. */
    @Exported
    public String getDatabase() {
        return database;
    }

    /** Where the database was; null before the first migration. */
    @Exported
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** How far it was proven: {@code checksum}, {@code readable} or {@code restore}. */
    @Exported
    public String getVerification() {
        return verification;
    }

    /** {@code recipient} or {@code passphrase}: what opens it. */
    @Exported
    public String getEncryption() {
        return encryption;
    }

    /** All of its files together, in bytes. */
    @Exported
    public long getSize() {
        return files.stream().mapToLong(ArchivedFile::getSize).sum();
    }

    /** The same for people. */
    public String getSizeString() {
        return Functions.humanReadableByteSize(getSize());
    }

    @Exported
    public List<ArchivedFile> getFiles() {
        return Collections.unmodifiableList(files);
    }

    /** The credentials with the key; null where there are none. */
    @CheckForNull
    public String getKeyCredentialsId() {
        return keyCredentialsId;
    }

    /** Whether Jenkins itself has the key. */
    public boolean isKeyKept() {
        return key != null;
    }

    /** The key; null where Jenkins has none. Whoever calls this answers for whom it is given to. */
    @CheckForNull
    public Secret key() {
        return key;
    }

    /** The folder of its files among the artifacts of the build. */
    public VirtualFile folder(Run<?, ?> build) {
        return build.getArtifactManager().root().child(path());
    }

    /** The same as a path. */
    public String path() {
        return "database-migration/" + run + "/backup";
    }

    /** Whether all of its files are still there. */
    public boolean isWhole(Run<?, ?> build) throws IOException {
        for (ArchivedFile file : files) {
            if (!folder(build).child(file.getName()).isFile()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return id;
    }
}
