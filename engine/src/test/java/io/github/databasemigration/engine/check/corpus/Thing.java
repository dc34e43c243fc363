package io.github.databasemigration.engine.check.corpus;

import com.fasterxml.jackson.databind.JsonNode;

/** One object of a database as its catalogue shows it: what it is does not change with its name. */
record Thing(String kind, String id, String name, String parent, JsonNode facts) {
    String text(String fact) {
        return facts.path(fact).asText();
    }

    boolean is(String fact) {
        return facts.path(fact).asBoolean();
    }
}
