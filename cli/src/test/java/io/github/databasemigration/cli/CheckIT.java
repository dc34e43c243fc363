package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Element;

/** {@code check} for people, for other programs, and as a gate. */
class CheckIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void saysTheSameToEverybodyAndBlocksWhereItIsTold() throws Exception {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        workspace.file("db/migration/V2__drop.sql", "-- gone for good\nDROP TABLE applied;\n");

        Finished told = workspace
                .command("check", "--sarif", "check.sarif", "--junit", "check.xml")
                .run()
                .expect(0);
        assertThat(told.out()).contains("db/migration/V2__drop.sql:2: error PG-TBL-01", "instead: ");
        JsonNode result = sarif(workspace).at("/runs/0/results/0");
        assertThat(result.at("/ruleId").asText()).isEqualTo("PG-TBL-01");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(2);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(workspace.folder().resolve("check.xml").toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");

        for (String command : List.of("plan", "check")) {
            JsonNode blocked = workspace
                    .command(command, "--json", "--set", "checks.fail=error")
                    .run()
                    .expect(49)
                    .json();
            assertThat(blocked.at("/findings/0/blocking").asBoolean()).isTrue();
            assertThat(blocked.path("outcome").asText()).isEqualTo("CHECKS_FAILED");
            assertThat(blocked.path("exitStatus").asInt()).isEqualTo(49);
            assertThat(blocked.at("/failure/message").asText()).contains("PG-TBL-01");
        }
        workspace.command("migrate", "--set", "checks.fail=error").run().expect(49);
        assertThat(workspace.applied()).containsExactly("1");

        workspace.file(
                "db/migration/V2__drop.sql",
                "-- database-migration:allow PG-TBL-01,PRE-02 nobody reads it\nDROP TABLE applied;\n");
        Finished allowed = workspace
                .command("check", "--set", "checks.fail=error", "--sarif", "check.sarif")
                .run()
                .expect(0);
        assertThat(allowed.out()).contains("allowed: nobody reads it");
        assertThat(sarif(workspace)
                        .at("/runs/0/results/0/suppressions/0/justification")
                        .asText())
                .isEqualTo("nobody reads it");
    }

    @Test
    void looksAtAMergeWithoutDatabaseAndPassword() throws Exception {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .configuration("jdbc:postgresql://nobody.invalid/shop", "nobody")
                .migration(1, "CREATE TABLE orders (id int)");
        for (String command : List.of("init -q -b main", "add .", "commit -q -m a", "switch -q -c work")) {
            git(workspace, command);
        }
        workspace.migration(2, "CREATE TABLE items (id int)");
        git(workspace, "add .");
        git(workspace, "commit -q -m b");
        git(workspace, "switch -q main");
        workspace.file("db/migration/V2__other.sql", "CREATE TABLE others (id int);\n");

        Finished told = workspace
                .commandWithoutPassword("check", "--against", "work", "--sarif", "check.sarif")
                .run()
                .expect(0);
        assertThat(told.out()).contains("db/migration/V2__other.sql: error MRG-01", "instead: ");
        assertThat(sarif(workspace).at("/runs/0/results/0/ruleId").asText()).isEqualTo("MRG-01");
        Finished blocked = workspace
                .commandWithoutPassword("check", "--against", "work", "--json", "--set", "checks.fail=error")
                .run()
                .expect(49);
        assertThat(blocked.json().at("/findings/0/rule").asText()).isEqualTo("MRG-01");
        assertThat(blocked.json().path("outcome").asText()).isEqualTo("CHECKS_FAILED");
        workspace.commandWithoutPassword("check", "--against", "nowhere").run().expect(52);
    }

    private void git(Workspace workspace, String arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
        command.addAll(List.of(arguments.split(" ")));
        Command.program(watch, workspace.folder(), command.toArray(String[]::new))
                .run()
                .expect(0);
    }

    private static JsonNode sarif(Workspace workspace) throws IOException {
        return Json.mapper().readTree(workspace.folder().resolve("check.sarif").toFile());
    }
}
