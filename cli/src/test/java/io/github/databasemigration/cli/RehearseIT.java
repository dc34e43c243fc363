package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code rehearse} and {@code plan --rehearse} as a person and a pipeline use them. */
class RehearseIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void saysWhatThePlanDoesOnACopy() throws IOException {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        assertThat(workspace.command("rehearse").run().expect(0).out()).contains("There is nothing to rehearse.");

        workspace.countedMigrations(2, 2);
        Finished rehearsed = workspace.command("rehearse").run().expect(0);
        assertThat(rehearsed.out())
                .contains("rehearsal: passed", "ROW EXCLUSIVE on public.applied", "forecast for", "rehearse: done");
        Path plan = workspace.folder().resolve("planned/plan.json");
        workspace.command("plan", "--rehearse", "--out", plan.toString()).run().expect(0);
        JsonNode beside = Json.mapper().readTree(Files.readString(plan.resolveSibling("rehearsal.json")));
        assertThat(beside.at("/digest"))
                .isEqualTo(Json.mapper().readTree(Files.readString(plan)).at("/digest"));
        assertThat(beside.at("/migrations/0/statements/0/locks/0/mode").asText())
                .isEqualTo("ROW EXCLUSIVE");
        assertThat(workspace.applied()).containsExactly("1");

        workspace.command("rehearse", "--down").run().expect(51);
        assertThat(workspace.command("plan").run().expect(0).out())
                .contains("rollback rehearsed: no: There is no way back: There is no way down to 1");
        Files.writeString(
                workspace.folder().resolve("db/migration/U2__step_2.sql"), "DELETE FROM applied WHERE version = 2;\n");
        assertThat(workspace.command("rehearse", "--down").run().expect(0).out())
                .containsPattern("rollback rehearsed: yes, \\d");
        assertThat(workspace.command("plan").run().expect(0).out()).contains("rollback rehearsed: yes");

        workspace.migration(3, "INSERT INTO applied VALUES (3)", "INSERT INTO nowhere VALUES (3)");
        Finished refused = workspace.command("plan", "--rehearse").run().expect(51);
        assertThat(refused.out()).contains("rehearsal: failed");
        assertThat(refused.complaint()).hasSizeGreaterThanOrEqualTo(2);
        workspace.command("plan", "--set", "rehearsal.required=true").run().expect(51);
        workspace.command("migrate", "--set", "rehearsal.required=true").run().expect(51);
        assertThat(workspace.applied()).containsExactly("1");
    }
}
