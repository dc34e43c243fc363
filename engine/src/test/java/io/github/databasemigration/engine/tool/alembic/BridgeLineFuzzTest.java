package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.fault.OnlyFaults;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a process says that is not the bridge is refused, and no migration begins that was not planned. */
class BridgeLineFuzzTest {
    private static final PlannedMigration PLANNED = new PlannedMigration(
            Optional.of("4f2a"),
            "orders",
            "versions/4f2a_orders.py",
            MigrationKind.VERSIONED,
            "0".repeat(64),
            Optional.empty(),
            List.of("SELECT 1"),
            Optional.empty(),
            true,
            List.of());

    @FuzzTest
    void isHeardOrRefused(byte[] said) throws Exception {
        Heard heard = new Heard();
        BridgeEvents events = new BridgeEvents(List.of(PLANNED), heard, Redactor.NONE, Optional.empty());
        for (String line :
                new String(said, StandardCharsets.UTF_8).lines().limit(20).toList()) {
            Optional<JsonNode> message = BridgeLine.parse(line);
            if (message.isPresent() && message.get().has("event")) {
                OnlyFaults.reading(() -> events.hear(message.get()));
            } else if (message.isPresent()) {
                OnlyFaults.reading(() -> BridgeLine.answer(message.get().path("result"), Inspection.class))
                        .ifPresent(found -> {
                            assertThat(found.migrations(MigrationKind.VERSIONED, true, Redactor.NONE))
                                    .hasSameSizeAs(found.pending());
                            assertThat(found.appliedRevisions()).hasSameSizeAs(found.applied());
                        });
            }
        }
        assertThat(heard.all("started")).allMatch(started -> started.equals("4f2a"));
    }
}
