package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import java.util.List;

/** How a process ended. */
record Finished(int status, String out, String err) {
    /** Fails with everything it said unless it ended so. */
    Finished expect(int expected) {
        assertThat(status).as("exit status; %s%n%s", out, err).isEqualTo(expected);
        return this;
    }

    /** Standard output of a call with {@code --json}. */
    JsonNode json() {
        return Json.read(out, JsonNode.class);
    }

    /** The complaint: from the line that says what is wrong. */
    List<String> complaint() {
        return err.lines()
                .dropWhile(line -> !line.startsWith("migrate-database: "))
                .toList();
    }
}
