package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.backup.LocatedBackup;
import io.jenkins.plugins.databasemigration.backup.NewestBackup;
import java.io.IOException;
import java.time.Duration;

/** The newest archived backup of some jobs, on its way to the agent that proves it. */
final class ProvenCargo extends RestoredCargo {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String jobs;

    private final Duration maxAge;

    /** Null until the backup was found. */
    @CheckForNull
    private String database;

    /**
     * @param jobs names, with commas; null: the job of the step
     * @param maxAge how old it may be; zero: of any age
     */
    ProvenCargo(@CheckForNull String jobs, Duration maxAge, @CheckForNull String keyCredentialsId) {
        super("", keyCredentialsId);
        this.jobs = jobs;
        this.maxAge = maxAge;
    }

    @Override
    LocatedBackup find(String environment, Run<?, ?> run) throws IOException {
        LocatedBackup newest = NewestBackup.find(jobs, maxAge, environment, run);
        database = newest.backup().getDatabase();
        return newest;
    }

    @Override
    @CheckForNull
    String database() {
        return database;
    }

    @Override
    String option() {
        return "--packed";
    }
}
