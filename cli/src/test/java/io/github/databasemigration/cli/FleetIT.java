package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command on a fleet of schemas: killed in the middle, gone on with, asked where it stands. */
class FleetIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    private Workspace fleet(Tool tool, TestDatabase database, String... schemas) {
        for (String schema : schemas) {
            database.execute("CREATE SCHEMA " + schema);
        }
        return watch.workspace(tool, database).file("database-migration.yml", """
                environments:
                  production:
                    url: %s
                    credentials: {user: %s, passwordVariable: %s}
                    backup: none
                    targets: {of: schemas, list: [%s]}
                    rollout: {canary: none, parallel: 1}
                """.formatted(
                        database.jdbcUrl(), database.user(), Workspace.PASSWORD_VARIABLE, String.join(", ", schemas)));
    }

    private static Map<String, String> outcomes(JsonNode report) {
        Map<String, String> outcomes = new TreeMap<>();
        report.path("targets")
                .forEach(target -> outcomes.put(
                        target.path("name").asText(), target.path("outcome").asText()));
        return outcomes;
    }

    @Test
    void aKilledRunIsGoneOnWithWhereItStoppedAndNothingIsAppliedTwice() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        Server.POSTGRESQL.brake(database);
        Workspace workspace = fleet(Tool.FLYWAY, database, "a", "b", "c")
                .migration(
                        1,
                        "CREATE TABLE applied (version INTEGER)",
                        "INSERT INTO applied VALUES (1)",
                        "SELECT pg_sleep(CASE current_schema() WHEN 'b' THEN seconds ELSE 0 END) FROM brake.brake");
        String digest = workspace.planned();

        Running killed = workspace
                .command("migrate", "--approved", digest, "--run-id", "killed")
                .start()
                .awaitSaying("a: migrated");
        Eventually.holds("the second is in its slow statement", () -> Server.POSTGRESQL.braking(database));
        killed.kill();
        Server.POSTGRESQL.release(database);

        workspace
                .command("report", "--run-id", "killed.2", "--target", "b")
                .run()
                .expect(61);
        JsonNode report = workspace
                .command("migrate", "--approved", digest, "--json")
                .run()
                .expect(0)
                .json();
        assertThat(outcomes(report))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "DONE_BEFORE", "b", "MIGRATED", "c", "MIGRATED"));
        for (String schema : List.of("a", "b", "c")) {
            assertThat(database.query("SELECT COUNT(*) FROM " + schema + ".applied"))
                    .isEqualTo("1");
        }
    }

    @Test
    void thePlanShowsWhatTheChecksAndTheSchemasSayAndBlocksInTheSameDocument() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        Workspace workspace = fleet(Tool.FLYWAY, database, "a", "b").countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        database.execute("CREATE TABLE b.by_hand (id INTEGER)");
        workspace.file("db/migration/V2__drop.sql", "DROP TABLE applied;\n");

        Finished told =
                workspace.command("plan", "--sarif", "check.sarif").run().expect(0);
        assertThat(told.out())
                .contains("asked of a:", "db/migration/V2__drop.sql:1: error PG-TBL-01", "instead: ")
                .contains("drift: b: The schema was changed since run ", "table b.by_hand (added)");
        assertThat(workspace.folder().resolve("check.sarif")).content().contains("PG-TBL-01");

        JsonNode blocked = workspace
                .command("plan", "--json", "--set", "checks.fail=error")
                .run()
                .expect(49)
                .json();
        String group = blocked.at("/plan/targets/0/group").asText();
        assertThat(blocked.at("/checks/" + group + "/target").asText()).isEqualTo("a");
        assertThat(blocked.at("/checks/" + group + "/findings/0/blocking").asBoolean())
                .isTrue();
        assertThat(blocked.at("/drift/b").asText()).contains("by_hand");
        assertThat(blocked.at("/failure/code").asText()).isEqualTo("CHECKS_FAILED");
        String digest = blocked.path("digest").asText();
        workspace
                .command("migrate", "--approved", digest, "--set", "checks.fail=error")
                .run()
                .expect(49);
        assertThat(database.query("SELECT COUNT(*) FROM a.applied")).isEqualTo("1");
        workspace.command("migrate", "--approved", digest).run().expect(0);
    }

    @Test
    void alembicMigratesSchemasAndEachCommandTakesOneOfThem() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        Workspace workspace = fleet(Tool.ALEMBIC, database, "a", "b")
                .migration(1, "CREATE TABLE applied (version INTEGER)", "INSERT INTO applied VALUES (1)");

        workspace.command("migrate", "--target", "b").run().expect(0);
        JsonNode status = workspace.command("status", "--json").run().expect(0).json();
        assertThat(status.at("/targets/0/pending/0").asText()).isEqualTo("v1");
        assertThat(status.at("/targets/1/currentVersion").asText()).isEqualTo("v1");

        assertThat(outcomes(
                        workspace.command("migrate", "--json").run().expect(0).json()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "MIGRATED", "b", "UP_TO_DATE"));
        assertThat(database.query("SELECT COUNT(*) FROM a.applied")).isEqualTo("1");
        assertThat(database.query("SELECT COUNT(*) FROM b.applied")).isEqualTo("1");
        assertThat(workspace.command("drift").run().expect(2).complaint().get(0))
                .contains("has 2 targets, and this command works on one");
        workspace.command("drift", "--target", "nobody").run().expect(11);
    }
}
