package io.jenkins.plugins.databasemigration.history;

import hudson.model.Job;
import io.jenkins.plugins.databasemigration.DatabaseName;
import java.io.IOException;
import java.util.Optional;
import jenkins.model.Jenkins;

/** What was done to a database after a run of it, as far as the jobs of this Jenkins tell. */
public final class LaterRun {
    /** The part of a run's id that says when it began. */
    private static final int TIME_LENGTH = 15;

    /** From here on an exit status says that something stays that somebody has to look at. */
    private static final int UNFINISHED = 80;

    private final JobEntry entry;

    private LaterRun(JobEntry entry) {
        this.entry = entry;
    }

    /**
     * The first that is found, of all jobs, whoever may read them.
     *
     * @param environment of the configuration
     * @param database as its server tells it
     * @param run the id of the run that it has to be later than
     */
    public static Optional<LaterRun> of(String environment, String database, String run) throws IOException {
        DatabaseName same = DatabaseName.of(database);
        for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
            for (HistoryEntry entry : JobHistory.of(job).indexed()) {
                if (entry.environment().equals(environment)
                        && DatabaseName.of(entry.database()).equals(same)
                        && !entry.run().equals(run)
                        && time(entry.run()).compareTo(time(run)) >= 0
                        && changed(entry)) {
                    return Optional.of(new LaterRun(new JobEntry(job, entry)));
                }
            }
        }
        return Optional.empty();
    }

    private static String time(String run) {
        return run.length() < TIME_LENGTH ? run : run.substring(0, TIME_LENGTH);
    }

    /** Whether it left the database other than it was, or may have. */
    private static boolean changed(HistoryEntry entry) {
        return switch (entry.command()) {
            case "migrate" -> entry.applied() > 0 || isDoubtful(entry);
            case "rollback" -> entry.exitStatus() == 0 || isDoubtful(entry);
            default -> false;
        };
    }

    private static boolean isDoubtful(HistoryEntry entry) {
        return entry.exitStatus() >= UNFINISHED || entry.exitStatus() < 0;
    }

    /** Such as {@code shop/main #12 (rollback)}. */
    @Override
    public String toString() {
        return entry.getJobName() + " #" + entry.entry().build() + " ("
                + entry.entry().command() + ")";
    }
}
