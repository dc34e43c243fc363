package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.databasemigration.protection.Undertaking;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database as results name it, {@code shop on db.example.org:5432 (postgresql 16.4)}, taken to pieces: the version of its
 * server changes while it stays the same database.
 *
 * @param database its name there
 * @param server host and port, or a file; empty where the text names none
 * @param platform such as {@code postgresql}; empty likewise
 */
public record DatabaseName(String database, String server, String platform) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?<database>.*) on (?<server>.*?)(?: \\((?<platform>[^() ]*)[^()]*\\))?");

    public static DatabaseName of(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? new DatabaseName(
                        matcher.group("database"), matcher.group("server"), Util.fixNull(matcher.group("platform")))
                : new DatabaseName(text, "", "");
    }

    /** What working on it would be. */
    public Undertaking undertaking(Job<?, ?> job, String environment, @CheckForNull String credentialsId) {
        return new Undertaking(job, environment, List.of(server.split(", ")), database, credentialsId);
    }

    @Override
    public String toString() {
        return server.isEmpty() ? database : database + " on " + server;
    }
}
