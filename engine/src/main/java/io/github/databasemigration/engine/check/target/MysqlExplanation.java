package io.github.databasemigration.engine.check.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how many rows the server expects to look at: {@code rows} of MariaDB, {@code rows_examined_per_scan} of MySQL. */
final class MysqlExplanation {
    private static final List<String> FIELDS = List.of("rows", "rows_examined_per_scan");

    private MysqlExplanation() {}

    static Optional<Long> rows(String explanation) {
        try {
            JsonNode json = Json.mapper().readTree(explanation);
            return FIELDS.stream().flatMap(field -> numbers(json, field)).max(Long::compare);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Stream<Long> numbers(JsonNode json, String field) {
        return json.findValues(field).stream().filter(JsonNode::isNumber).map(JsonNode::asLong);
    }
}
