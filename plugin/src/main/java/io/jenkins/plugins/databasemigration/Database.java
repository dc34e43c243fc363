package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;

/** Words for a database. */
final class Database {
    private Database() {}

    /** Such as {@code shop on db.example.org:5432 (postgresql 16.4)}; empty where it was not reached. */
    static String text(JsonNode target) {
        return target.isObject()
                ? "%s on %s (%s %s)"
                        .formatted(
                                target.path("database").asText(),
                                target.path("server").asText(),
                                target.path("platform").asText(),
                                target.path("serverVersion").asText())
                : "";
    }
}
