package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
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

        workspace.command("check", "--set", "checks.fail=error").run().expect(49);
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

    private static JsonNode sarif(Workspace workspace) throws IOException {
        return Json.mapper().readTree(workspace.folder().resolve("check.sarif").toFile());
    }
}
