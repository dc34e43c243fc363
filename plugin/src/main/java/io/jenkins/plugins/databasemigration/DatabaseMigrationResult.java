package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.databasemigration.protection.Undertaking;
import io.jenkins.plugins.databasemigration.report.Verdict;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What {@code migrateDatabase} did: returned to the pipeline, kept with the build and shown on its page. */
@ExportedBean(defaultVisibility = 2)
public final class DatabaseMigrationResult implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NOT_KNOWN = -1;

    /** The command that proves a backup: it says nothing about the version of the database. */
    public static final String PROOF = "verify-backup";

    private final String run;

    /** Null in builds of before there were others than migrations. */
    @CheckForNull
    private final String command;

    private final String environment;
    private final String database;
    private final String status;
    private final int exitStatus;

    @CheckForNull
    private final String failure;

    private final ArrayList<String> state;

    @CheckForNull
    private final String next;

    @CheckForNull
    private final String fromVersion;

    @CheckForNull
    private final String toVersion;

    private final int pending;
    private final ArrayList<String> applied = new ArrayList<>();

    /** Null where it was one database. */
    @CheckForNull
    private final String targets;

    @CheckForNull
    private final String backup;

    @CheckForNull
    private final String digest;

    private final long duration;

    @CheckForNull
    private final String credentialsId;

    @CheckForNull
    private final BackupProof proof;

    private DatabaseMigrationResult(
            String run,
            String command,
            String environment,
            @CheckForNull String credentialsId,
            @CheckForNull String database,
            Answer answer) {
        JsonNode report = answer.document();
        this.run = run;
        this.command = command;
        this.environment = report.path("environment").asText(environment);
        this.credentialsId = credentialsId;
        this.database = database == null ? Database.text(report.path("target")) : database;
        status = answer.outcome();
        exitStatus = report.path("exitStatus").asInt(NOT_KNOWN);
        failure = answer.failure();
        state = new ArrayList<>(answer.state());
        next = answer.next();
        fromVersion = CommonVersion.in(report, "fromVersion");
        toVersion = CommonVersion.in(report, "toVersion");
        pending = report.path("migrations").size();
        targets = FleetOutcome.isIn(report) ? FleetOutcome.of(report).counts() : null;
        for (JsonNode migration : report.path("migrations")) {
            if ("APPLIED".equals(migration.path("fate").asText())) {
                applied.add(migration.path("script").asText());
            }
        }
        backup = report.path("backup").path("path").asText(null);
        digest = answer.text("digest");
        duration = duration(report);
        proof = BackupProof.of(report);
    }

    /** In milliseconds; 0 where the report does not tell. */
    private static long duration(JsonNode report) {
        try {
            return Duration.between(
                            Instant.parse(report.path("started").asText()),
                            Instant.parse(report.path("ended").asText()))
                    .toMillis();
        } catch (DateTimeParseException | ArithmeticException e) {
            return 0;
        }
    }

    /**
     * @param environment as the step names it, where the run did not come so far as to say it
     * @param credentialsId with which it logged in; null: with none of Jenkins
     * @param database whose backup was proven; null: the one that the run connected to
     */
    static DatabaseMigrationResult of(
            String run,
            String command,
            @CheckForNull String environment,
            @CheckForNull String credentialsId,
            @CheckForNull String database,
            Answer answer) {
        return new DatabaseMigrationResult(
                run, command, environment == null ? "" : environment, credentialsId, database, answer);
    }

    /** The run's id, and the name of its folder among the artifacts. */
    @Exported
    @Whitelisted
    public String getRun() {
        return run;
    }

    /** {@code migrate}, {@code rollback}, {@code backup} or {@code verify-backup}. */
    @Exported
    @Whitelisted
    public String getCommand() {
        return command == null ? "migrate" : command;
    }

    @Exported
    @Whitelisted
    public String getEnvironment() {
        return environment;
    }

    /** The database as the server itself tells it, of a proof that of the backup; empty where it was not reached. */
    @Exported
    @Whitelisted
    public String getDatabase() {
        return database;
    }

    /** {@code done}, or the name of what went wrong: {@code MIGRATION_FAILED_RESTORED}. */
    @Exported
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** The command's exit status, by which scripts and pages tell what happened to the database; -1 where it is not known. */
    @Exported
    @Whitelisted
    public int getExitStatus() {
        return exitStatus;
    }

    /** What the exit status says. */
    public Verdict getVerdict() {
        return Verdict.of(exitStatus);
    }

    /** What became of the targets of a fleet, such as {@code 98 migrated, 2 failed}; null where it was one database. */
    @Exported
    @Whitelisted
    @CheckForNull
    public String getTargets() {
        return targets;
    }

    /** What is wrong and what to do; null where nothing is. */
    @Exported
    @CheckForNull
    public String getFailure() {
        return failure;
    }

    /** What state the database is in, in sentences. */
    @Exported
    public List<String> getState() {
        return new ArrayList<>(state);
    }

    /** The next command; null where nothing is to be done. */
    @Exported
    @CheckForNull
    public String getNext() {
        return next;
    }

    /** Where the database was; null before the first migration. */
    @Exported
    @Whitelisted
    @CheckForNull
    public String getFromVersion() {
        return fromVersion;
    }

    /** Where it is now, as read from the database. */
    @Exported
    @Whitelisted
    @CheckForNull
    public String getToVersion() {
        return toVersion;
    }

    /** How many migrations were to be applied. */
    @Exported
    @Whitelisted
    public int getPending() {
        return pending;
    }

    /** The scripts that were applied and stay, in order. */
    @Exported
    @Whitelisted
    public List<String> getApplied() {
        return new ArrayList<>(applied);
    }

    /** Where the backup is, on the agent; null where none was taken. */
    @Exported
    @Whitelisted
    @CheckForNull
    public String getBackup() {
        return backup;
    }

    /** The digest of the plan that ran. */
    @Exported
    @Whitelisted
    @CheckForNull
    public String getDigest() {
        return digest;
    }

    /** How long the run took, in milliseconds. */
    @Exported
    @Whitelisted
    public long getDuration() {
        return duration;
    }

    /** The same for people. */
    public String getDurationString() {
        return hudson.Util.getTimeSpanString(duration);
    }

    /** With which it logged in; null: with none of Jenkins. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /** What working on its database would be, for a job. */
    public Undertaking undertaking(Job<?, ?> job) {
        return DatabaseName.of(database).undertaking(job, environment, credentialsId);
    }

    /** What it proved of its backup; null where it restored none to prove it. */
    @Exported
    @CheckForNull
    public BackupProof getProof() {
        return proof;
    }

    @Override
    public String toString() {
        return status;
    }
}
