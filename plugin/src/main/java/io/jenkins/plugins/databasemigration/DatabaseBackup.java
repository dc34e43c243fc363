package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code backupDatabase} and {@code verifyDatabaseBackup} return to a pipeline. */
public final class DatabaseBackup implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final String id;
    private final String path;
    private final String environment;
    private final String database;

    @CheckForNull
    private final String version;

    private final long size;
    private final String verification;
    private final boolean archived;

    private DatabaseBackup(String run, JsonNode report) {
        this.run = run;
        JsonNode backup = report.path("backup");
        id = backup.path("id").asText();
        path = backup.path("path").asText();
        environment = report.path("environment").asText();
        database = Database.text(report.path("target"));
        version = report.path("toVersion").asText(null);
        size = backup.path("bytes").asLong();
        verification = backup.path("verification").asText();
        archived = backup.has("packed");
    }

    static DatabaseBackup of(String run, Answer answer) {
        return new DatabaseBackup(run, answer.document());
    }

    /** The id of the run that took it: what {@code rollbackDatabase} finds it by. */
    @Whitelisted
    public String getRun() {
        return run;
    }

    /** Its name, which is the same in every place. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** Where it is on the agent. */
    @Whitelisted
    public String getPath() {
        return path;
    }

    @Whitelisted
    public String getEnvironment() {
        return environment;
    }

    /** The database as the server itself tells it. */
    @Whitelisted
    public String getDatabase() {
        return database;
    }

    /** Where the database is; null before the first migration. */
    @Whitelisted
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** All of its files together, in bytes. */
    @Whitelisted
    public long getSize() {
        return size;
    }

    /** How far it was proven: {@code checksum}, {@code readable} or {@code restore}. */
    @Whitelisted
    public String getVerification() {
        return verification;
    }

    /** Whether it is among the artifacts of the build. */
    @Whitelisted
    public boolean isArchived() {
        return archived;
    }

    @Override
    public String toString() {
        return id;
    }
}
