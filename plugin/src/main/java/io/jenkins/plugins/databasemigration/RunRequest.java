package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/** What a step asks for, kept over restarts of Jenkins. */
final class RunRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String environment;

    @CheckForNull
    private final String config;

    @CheckForNull
    private final String locations;

    @CheckForNull
    private final String credentialsId;

    @CheckForNull
    private final String jdk;

    private final boolean reported;
    private final Arguments run;
    private final Arguments describe;
    private final Arguments report;

    RunRequest(DatabaseMigrationStep step) {
        environment = step.getEnvironment();
        config = step.getConfig();
        locations = step.getLocations();
        credentialsId = step.getCredentialsId();
        jdk = step.getJdk();
        reported = step.reported();
        run = step.arguments();
        describe = step.common("describe");
        report = step.common("report");
    }

    /** As the step names it. */
    @CheckForNull
    String environment() {
        return environment;
    }

    @CheckForNull
    String config() {
        return config;
    }

    @CheckForNull
    String locations() {
        return locations;
    }

    /** As the step names it; the configuration may name another where this is null. */
    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }

    @CheckForNull
    String jdk() {
        return jdk;
    }

    /** Whether the run keeps a journal, from which its end can be told if it is killed. */
    boolean reported() {
        return reported;
    }

    /** A copy of the command itself, to be completed. */
    Arguments run() {
        return run.copy();
    }

    /** Of the command that says what the configuration means. */
    Arguments describe() {
        return describe.copy();
    }

    /** Of the command that says how a run ended, to be completed. */
    Arguments report() {
        return report.copy();
    }
}
