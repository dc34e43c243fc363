package io.jenkins.plugins.databasemigration.protection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import java.util.List;

/**
 * What a build is about to work on.
 *
 * @param job whose build
 * @param environment the environment's name in the configuration
 * @param servers host and port of each server, or a file
 * @param database the database's name there; both with {@link #TARGET} where it is a fleet
 * @param credentialsId with which it logs in; null: with none of Jenkins
 */
public record Undertaking(
        Job<?, ?> job,
        String environment,
        List<String> servers,
        String database,
        @CheckForNull String credentialsId) {
    /** The place of the names of a fleet's targets: whatever could stand there is meant. */
    public static final String TARGET = "{target}";

    @Override
    public String toString() {
        return database + " on " + String.join(", ", servers);
    }
}
