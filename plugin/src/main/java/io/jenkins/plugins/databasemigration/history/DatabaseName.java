package io.jenkins.plugins.databasemigration.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database as entries name it, {@code shop on db.example.org:5432 (postgresql 16.4)}, taken to pieces: the version of its
 * server changes while it stays the same database.
 *
 * @param database its name there
 * @param server host and port, or a file; empty where the text names none
 */
record DatabaseName(String database, String server) {
    private static final Pattern WRITTEN = Pattern.compile("(?<database>.*) on (?<server>.*?)(?: \\([^()]*\\))?");

    static DatabaseName of(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? new DatabaseName(matcher.group("database"), matcher.group("server"))
                : new DatabaseName(text, "");
    }

    @Override
    public String toString() {
        return server.isEmpty() ? database : database + " on " + server;
    }
}
