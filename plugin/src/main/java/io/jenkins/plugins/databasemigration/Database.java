package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.databasemigration.report.Plan;

/** Words for a database. */
final class Database {
    private Database() {}

    /** Such as {@code shop on db.example.org:5432 (postgresql 16.4)}; empty where it was not reached. */
    static String text(JsonNode target) {
        return target.isObject()
                ? text(
                        target.path("database").asText(),
                        target.path("server").asText(),
                        target.path("platform").asText(),
                        target.path("serverVersion").asText())
                : "";
    }

    static String text(@CheckForNull Plan.Target target) {
        return target == null
                ? ""
                : text(target.database(), target.server(), target.platform(), target.serverVersion());
    }

    private static String text(String database, String server, String platform, String version) {
        return "%s on %s (%s %s)".formatted(database, server, platform, version);
    }
}
