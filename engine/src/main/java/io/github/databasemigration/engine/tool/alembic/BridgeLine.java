package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of what the bridge says. The project's env.py runs in the same process and can get at the other end, so nothing
 * is taken for granted.
 */
final class BridgeLine {
    private static final Map<String, List<String>> EVENTS = Map.of(
            "session", List.of("id"),
            "migrationStarted", List.of("label"),
            "statementStarted", List.of("sql", "inTransaction"),
            "statementRefused", List.of("sql", "inTransaction", "micros"),
            "statementFinished", List.of("micros"),
            "answered", List.of("answer"),
            "statementFailed", List.of("micros", "error"),
            "migrationFinished", List.of("label"));

    private BridgeLine() {}

    /** A message; empty where it is half a line of a process that was killed, or something else that is no bridge. */
    static Optional<JsonNode> parse(String line) {
        try {
            return Optional.of(Json.mapper().readTree(line)).filter(BridgeLine::whole);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean whole(JsonNode message) {
        if (message.has("event")) {
            List<String> fields = EVENTS.get(message.get("event").asText());
            return fields != null && has(message, fields);
        }
        if (message.has("fault")) {
            String code = message.get("fault").asText();
            return Arrays.stream(FaultCode.values())
                            .anyMatch(known -> known.name().equals(code))
                    && has(message, List.of("what", "remedy"));
        }
        return message.has("failed") ? has(message, List.of("error")) : message.isObject();
    }

    private static boolean has(JsonNode message, List<String> fields) {
        return fields.stream().allMatch(field -> message.path(field).isValueNode());
    }

    /** What a message answers. Fault {@code TOOL_FAILED} where that is none. */
    static <T> T answer(JsonNode result, Class<T> type) {
        try {
            return Optional.ofNullable(Json.mapper().convertValue(result, type))
                    .orElseThrow(() -> new IllegalArgumentException("nothing at all"));
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    FaultCode.TOOL_FAILED,
                    "The Python process with Alembic gave an answer that it never gives.",
                    "See whether env.py writes to file descriptors that are not its own.");
        }
    }
}
