package io.jenkins.plugins.databasemigration.report;

import java.time.Duration;
import java.time.Instant;

/** A report of a run, of one database or of many: when it was, and how it ended. */
public interface Ended {
    Instant started();

    Instant ended();

    /** Of the command, as docs/exit-statuses.md lists them. */
    int exitStatus();

    /** What the exit status says. */
    default Verdict verdict() {
        return Verdict.of(exitStatus());
    }

    /** How long the run took, in milliseconds. */
    default long took() {
        return Duration.between(started(), ended()).toMillis();
    }
}
