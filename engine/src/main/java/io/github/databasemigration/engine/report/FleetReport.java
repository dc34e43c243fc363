package io.github.databasemigration.engine.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run did to the targets of a fleet, for people and programs: {@code fleet.json}. Each target that was attempted has
 * a report of its own besides.
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
 * @param digest of the fleet's plan; absent where it did not get so far
 * @param part which part of the fleet it was to be; absent where it was all of it
 * @param backup the backup of the database that holds all targets; absent where each has its own, or none was needed
 * @param targets what became of each, in the order of the plan; those of other parts are not among them
 * @param next the exact next command; absent where nothing is to be done
 * @param notes things worth knowing
 */
public record FleetReport(
        int format,
        String run,
        String command,
        String environment,
        String holder,
        Instant started,
        Instant ended,
        String outcome,
        int exitStatus,
        Optional<Report.Failure> failure,
        Optional<String> digest,
        Optional<String> part,
        Optional<String> backup,
        List<TargetRecord> targets,
        Optional<String> next,
        List<String> notes) {

    /** The version of this structure. */
    public static final int FORMAT = 1;

    public FleetReport {
        targets = List.copyOf(targets);
        notes = List.copyOf(notes);
    }

    /** What became of a target. */
    public enum Outcome {
        /** Migrated by this run. */
        MIGRATED,
        /** Nothing was planned for it, and nothing is pending. */
        UP_TO_DATE,
        /** All that was planned for it is there: an earlier run of the same plan did it. */
        DONE_BEFORE,
        /** Nothing was attempted. */
        REFUSED,
        /** It was attempted, and failed. */
        FAILED,
        /** Its turn did not come. */
        NOT_BEGUN;

        /** For people. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Whether it counts against the failures that there may be. */
        public boolean failure() {
            return this == REFUSED || this == FAILED;
        }
    }

    /**
     * One target.
     *
     * @param name its name
     * @param outcome what became of it
     * @param code the fault, by its code; absent where it is well or its turn did not come
     * @param exitStatus the status that a run of this target alone would have ended with
     * @param failure what went wrong
     * @param fromVersion where it was
     * @param toVersion where it is now, as far as that is known
     * @param took how long it took
     * @param run the id of its own run; absent where it had none
     */
    public record TargetRecord(
            String name,
            Outcome outcome,
            Optional<String> code,
            int exitStatus,
            Optional<Report.Failure> failure,
            Optional<String> fromVersion,
            Optional<String> toVersion,
            Duration took,
            Optional<String> run) {}

    /** True where every target is as the plan wants it. */
    public boolean done() {
        return exitStatus == 0;
    }

    /** How many targets have an outcome. */
    public long count(Outcome which) {
        return targets.stream().filter(target -> target.outcome() == which).count();
    }
}
