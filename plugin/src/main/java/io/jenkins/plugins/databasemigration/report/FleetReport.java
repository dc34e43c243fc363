package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The report of a fleet as the command line wrote it, as far as pages show it; docs/fleets.md. */
public record FleetReport(
        String run,
        String command,
        String environment,
        String holder,
        Instant started,
        Instant ended,
        int exitStatus,
        @CheckForNull Report.Failure failure,
        @CheckForNull String digest,
        @CheckForNull String part,
        @CheckForNull String backup,
        List<Target> targets,
        @CheckForNull String next,
        List<String> notes)
        implements Ended {

    public FleetReport {
        targets = Absent.asEmpty(targets);
        notes = Absent.asEmpty(notes);
    }

    /** Nothing beyond what the table of the targets says. */
    public List<String> state() {
        return List.of();
    }

    /**
     * What became of one.
     *
     * @param outcome as docs/fleets.md explains it
     * @param exitStatus of a run of this one alone
     */
    public record Target(
            String name,
            String outcome,
            int exitStatus,
            @CheckForNull Report.Failure failure,
            @CheckForNull String fromVersion,
            @CheckForNull String toVersion,
            Duration took,
            @CheckForNull String run) {
        private static final String NOT_BEGUN = "NOT_BEGUN";

        public Tone tone() {
            return outcome.equals(NOT_BEGUN)
                    ? Tone.CALM
                    : Verdict.of(exitStatus).getTone();
        }

        /** How long it took, in words. */
        public String duration() {
            return Util.getTimeSpanString(took.toMillis());
        }
    }
}
