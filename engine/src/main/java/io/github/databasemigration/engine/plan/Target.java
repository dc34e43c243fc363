package io.github.databasemigration.engine.plan;

/**
 * Which database a plan is for, as the server itself tells it.
 *
 * @param platform {@code postgresql}, {@code mysql}, {@code mariadb}, {@code sqlite} or {@code h2}
 * @param server host and port as addressed, or the absolute file for embedded databases
 * @param database the database's own name
 * @param serverVersion the server's version as it reports it, such as {@code 15.18}
 * @param user the user of the session
 */
public record Target(String platform, String server, String database, String serverVersion, String user) {
    @Override
    public String toString() {
        return database + " on " + server + " (" + platform + " " + serverVersion + ")";
    }
}
