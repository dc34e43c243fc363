package io.github.databasemigration.engine.plan;

/** How much a finding weighs, the heaviest first. */
public enum Severity {
    /** It will hurt: the application waits or fails, data is lost, or nobody can say what happens. */
    ERROR,
    /** It may hurt. */
    WARNING,
    /** Worth knowing. */
    INFO
}
