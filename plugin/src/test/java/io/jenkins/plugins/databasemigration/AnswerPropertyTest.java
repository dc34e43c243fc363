package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes from an agent may be anything: a cut answer is none, and whatever else it says is read without an exception that
 * would leave a build without the record of its run.
 */
class AnswerPropertyTest {
    private static final int CASES = 5_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String RUN = """
            {"run": "r1", "outcome": "done", "exitStatus": 0, "environment": "production", "digest": "d",
             "target": {"platform": "postgresql", "server": "db:5432", "database": "shop", "user": "app"},
             "started": "2026-11-22T10:00:00Z", "ended": "2026-11-22T10:00:09.5Z", "fromVersion": "1", "toVersion": "2",
             "migrations": [{"script": "V2__a.sql", "fate": "APPLIED"}], "state": ["It is at 2."], "next": "nothing",
             "backup": {"id": "b1", "path": "backups/b1", "bytes": 12, "verification": "restore", "packed": "b1.tar"},
             "phases": [{"name": "unpack", "ok": true, "offset": "PT1S", "took": "PT0.5S"},
                        {"name": "verify-backup", "ok": true, "offset": "PT2S", "took": "PT3S"}]}""";

    private static final String FLEET = """
            {"run": "r2", "outcome": "FLEET_FAILED", "exitStatus": 37, "started": "2026-11-22T10:00:00Z",
             "failure": {"message": "One failed.", "remedy": "See its report."},
             "targets": [{"name": "a", "outcome": "MIGRATED", "fromVersion": "1", "toVersion": "2", "run": "r2.1"},
                         {"name": "b", "outcome": "FAILED", "fromVersion": "1", "run": "r2.2",
                          "failure": {"message": "No."}}]}""";

    private static final String PLAN = """
            {"digest": "d", "outcome": "done", "exitStatus": 0, "drift": {"a": "A table is gone."},
             "plan": {"environment": "production", "target": {"database": "shop", "server": "db"}, "currentVersion": "1",
                      "targetVersion": "2", "repairs": ["checksum of 1"], "targets": [{"name": "a"}],
                      "groups": [{"migrations": [{"script": "V2__a.sql", "statements": ["SELECT 1"]}]}],
                      "migrations": [{"script": "V3__b.sql", "statements": ["SELECT 2"], "noPreview": "a Java one"}]},
             "findings": [{"rule": "PG1", "severity": "ERROR", "file": "V2__a.sql", "line": 3, "message": "m"}],
             "checks": [{"findings": [{"rule": "PG2", "script": "V3__b.sql", "allowed": "why"}]}]}""";

    @ParameterizedTest
    @ValueSource(strings = {RUN, FLEET, PLAN})
    void aCutAnswerIsNoneAndNeitherIsOneWithMoreBehindIt(String text) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Answer.of(0, whole).done()).isTrue();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Answer.of(0, Arrays.copyOf(whole, length)).missing()).isTrue();
        }
        for (String behind : List.of("x", "{}", "null", whole.length + text)) {
            assertThat(Answer.of(0, (text + behind).getBytes(StandardCharsets.UTF_8))
                            .missing())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RUN, FLEET, PLAN})
    void whateverItSaysCanBeKept(String text) throws IOException {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            JsonNode document = MAPPER.readTree(text);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                change(document, random);
            }
            Answer answer = Answer.of(random.nextInt(3), MAPPER.writeValueAsBytes(document));
            assertThatCode(() -> keep(answer)).as("seed %s: %s", seed, document).doesNotThrowAnyException();
        }
    }

    /** All that steps make of an answer. */
    private static void keep(Answer answer) {
        assertThat(answer.outcome()).isNotNull();
        assertThat(answer.failure() == null).isEqualTo(answer.done());
        assertThat(DatabaseMigrationResult.of("r", "migrate", "e", null, null, answer)
                        .getState())
                .isNotNull();
        assertThat(DatabaseMigrationPlan.of("r", null, "shop", answer.document())
                        .getSql())
                .isNotNull();
        assertThat(DatabaseBackup.of("r", answer).getId()).isNotNull();
    }

    private static void change(JsonNode document, Random random) {
        List<ContainerNode<?>> all = new ArrayList<>();
        collect(document, all);
        ContainerNode<?> where = all.get(random.nextInt(all.size()));
        if (where.isEmpty()) {
            return;
        }
        int which = random.nextInt(where.size());
        if (where instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            if (random.nextInt(3) == 0) {
                object.remove(names.get(which));
            } else {
                object.set(names.get(which), other(random));
            }
        } else {
            ((ArrayNode) where).set(which, other(random));
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> all) {
        if (node instanceof ContainerNode<?> container) {
            all.add(container);
            container.forEach(child -> collect(child, all));
        }
    }

    private static JsonNode other(Random random) {
        String[] others = {
            "null",
            "true",
            "-1",
            "1e999",
            "\"\"",
            "\"yesterday\"",
            "[]",
            "[null, 7]",
            "{}",
            "{\"name\": {\"a\": []}}",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"PT2562047788015215H\"",
            "\"P1Y\"",
            "[{\"name\": \"verify-backup\", \"ok\": true}]",
            "9223372036854775808",
            "\"restore\"",
            "\"\\u0000\\ud800\""
        };
        try {
            return MAPPER.readTree(others[random.nextInt(others.length)]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
