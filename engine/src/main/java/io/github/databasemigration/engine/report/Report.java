package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run did, for people and programs: {@code report.json}. Only what was seen to happen is in it.
 *
 * @param format version of this structure
 * @param run the run's id
 * @param command the verb
 * @param environment the environment's name
 * @param holder who ran it
 * @param started when
 * @param ended when
 * @param outcome {@code done}, or the name of the fault code
 * @param exitStatus 0, or the fault code's number
 * @param failure what went wrong; absent where nothing did
 * @param target the database; absent where it was not reached
 * @param digest of the plan that ran
 * @param plan what was to run; absent where it did not get so far
 * @param findings what the checks said about the plan
 * @param fromVersion where the database was
 * @param toVersion where it is now, read from the database; absent where it could not be read or has none
 * @param phases the timeline
 * @param migrations what became of each planned migration, in order
 * @param backup the backup taken by this run, or restored by it
 * @param restored how a restore was done, and where the replaced state is kept
 * @param rehearsal what the plan did on a scratch copy first; absent where it was not rehearsed by this run
 * @param checks the application's verify scripts
 * @param state what state the database is in, in sentences
 * @param next the exact next command; absent where nothing is to be done
 * @param notes things worth knowing
 */
public record Report(
        int format,
        String run,
        String command,
        String environment,
        String holder,
        Instant started,
        Instant ended,
        String outcome,
        int exitStatus,
        Optional<Failure> failure,
        Optional<Target> target,
        Optional<String> digest,
        Optional<Plan> plan,
        List<Finding> findings,
        Optional<String> fromVersion,
        Optional<String> toVersion,
        List<Phase> phases,
        List<MigrationRecord> migrations,
        Optional<BackupRecord> backup,
        Optional<RestoreRecord> restored,
        Optional<Rehearsal> rehearsal,
        List<CheckRecord> checks,
        List<String> state,
        Optional<String> next,
        List<String> notes) {

    /** The version of this structure. */
    public static final int FORMAT = 1;

    /** True where the run did what was asked. */
    public boolean done() {
        return exitStatus == 0;
    }

    /**
     * The same report where it could not be written: a run that went well does not end well without its evidence; one
     * that failed keeps its own reason.
     */
    public Report withoutEvidence(String code, int status, String why) {
        List<String> more = new ArrayList<>(notes);
        more.add("Journal or report could not be written: " + why);
        Failure lost = new Failure(code, "The run is done, but its evidence is lost: " + why, "Make room.");
        return new Report(
                format,
                run,
                command,
                environment,
                holder,
                started,
                ended,
                done() ? code : outcome,
                done() ? status : exitStatus,
                failure.or(() -> Optional.of(lost)),
                target,
                digest,
                plan,
                findings,
                fromVersion,
                toVersion,
                phases,
                migrations,
                backup,
                restored,
                rehearsal,
                checks,
                state,
                next,
                more);
    }

    /** What went wrong, and what to do. */
    public record Failure(String code, String message, String remedy) {
        /** That of a fault. */
        public static Failure of(Fault fault) {
            return new Failure(fault.code().name(), fault.getMessage(), fault.remedy());
        }
    }

    /** One bar of the timeline: offset from the start of the run, and length. */
    public record Phase(String name, Duration offset, Duration took, boolean ok) {}

    /** What became of a migration. */
    public enum Fate {
        /** Applied, and stays. */
        APPLIED,
        /** Ran, and was rolled back with its transaction. */
        ROLLED_BACK,
        /** Failed, and what it did before stays. */
        PARTIAL,
        /** Was not begun. */
        NOT_RUN,
        /** What it did was undone by restoring the backup. */
        RESTORED,
        /** Was begun, and the database could not be asked what became of it. */
        UNKNOWN
    }

    /** One planned migration and what became of it. */
    public record MigrationRecord(
            String label,
            String description,
            String script,
            Fate fate,
            Duration offset,
            Duration took,
            List<StatementRecord> statements) {}

    /** One statement that was sent. */
    public record StatementRecord(
            int index, String sql, boolean ok, Duration took, Optional<Long> rows, Optional<String> error) {}

    /** A backup, how it was proven, and where it was packed for transport. */
    public record BackupRecord(
            String id,
            String path,
            String format,
            long bytes,
            int files,
            String verification,
            Duration took,
            Optional<PackedRecord> packed) {}

    /** A packed backup: {@code encryption} is {@code recipient}, {@code passphrase} or {@code none}. */
    public record PackedRecord(String folder, String encryption, List<PackedFile> files) {}

    /** One of its files. */
    public record PackedFile(String name, long size, String sha256) {}

    /** A restore. */
    public record RestoreRecord(String backup, String how, String keptAt, List<String> proof) {}

    /** One of the application's verify scripts. */
    public record CheckRecord(String script, boolean passed, String detail) {}
}
