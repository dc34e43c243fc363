package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code rollback} by undo scripts, with the ways looked at first, as an operator goes about it. */
class RollbackIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void showsTheWaysAndGoesTheApprovedOne() {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        workspace.countedMigrations(2, 2);
        workspace.command("migrate").run().expect(0);

        assertThat(workspace.command("rollback", "--plan").run().expect(0).out())
                .contains("not open: There is no way down to 1", "backup to version 1", "recommended: ");
        workspace.command("rollback", "--to-version", "1", "--yes").run().expect(39);
        workspace.command("rollback", "--plan", "--to-backup", "x").run().expect(2);
        workspace.command("rollback", "--expect-version", "1", "--yes").run().expect(54);
        assertThat(workspace
                        .command("rollback", "--max-lost-rows", "0", "--yes")
                        .run()
                        .expect(55)
                        .err())
                .contains("at most 0 may be lost (public.applied: 1)");
        workspace
                .command("rollback", "--to-version", "1", "--max-lost-rows", "0", "--yes")
                .run()
                .expect(2);

        workspace.file("db/migration/U2__undo.sql", "DELETE FROM applied WHERE version = '2';");
        JsonNode ways = workspace
                .command("rollback", "--plan", "--json")
                .run()
                .expect(0)
                .json();
        assertThat(ways.at("/ways/0/kind").asText()).isEqualTo("SCRIPTS");
        assertThat(ways.at("/ways/0/by/0").asText()).isEqualTo("U2__undo.sql");
        assertThat(ways.at("/ways/0/closed").isMissingNode()).isTrue();
        String digest = workspace
                .command("plan", "--down-to", "1", "--json")
                .run()
                .expect(0)
                .json()
                .at("/digest")
                .asText();
        workspace
                .command("rollback", "--to-version", "1", "--approved", digest, "--yes")
                .run()
                .expect(0);
        assertThat(workspace.applied()).containsExactly("1");
        workspace.command("migrate").run().expect(0);
        assertThat(workspace.applied()).containsExactly("1", "2");
    }

    @Test
    void writesTheScriptsThatLeadBack() {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        workspace
                .file("db/migration/V2__orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY);")
                .file(
                        "db/migration/V3__late.sql",
                        "ALTER TABLE applied ADD COLUMN late boolean; UPDATE applied SET late = true;");

        Finished partly = workspace.command("undo", "--generate").run().expect(39);
        assertThat(partly.out())
                .contains(
                        "written: db/migration/U2__orders.sql",
                        "not written: nothing takes all of V3__late.sql back",
                        "! rows of applied are changed (update): UPDATE applied SET late = true");
        workspace.file("db/migration/U3__late.sql", "ALTER TABLE applied DROP COLUMN late;");
        assertThat(workspace.command("undo", "--generate").run().expect(0).out())
                .contains("every pending migration has its undo script");

        workspace.command("migrate").run().expect(0);
        workspace.command("rollback", "--to-version", "1", "--yes").run().expect(0);
        workspace.command("drift").run().expect(0);
        workspace.command("migrate").run().expect(0);
    }
}
