package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code drift} as a nightly job and a person at a terminal use it. */
class DriftIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void saysWhatWasChangedUntilItIsAccepted() {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        workspace.command("drift").run().expect(0);

        workspace.database().execute("CREATE INDEX by_night ON applied (version)");
        Finished found = workspace.command("drift").run().expect(50);
        assertThat(found.out()).contains("added index public.by_night", "+ CREATE INDEX by_night");
        assertThat(found.complaint()).hasSizeGreaterThanOrEqualTo(2);
        JsonNode document =
                workspace.command("drift", "--json").run().expect(50).json();
        assertThat(document.at("/condition").asText()).isEqualTo("CHANGED");
        assertThat(document.at("/differences/0/object").asText()).isEqualTo("index public.by_night");

        workspace.countedMigrations(2, 2);
        assertThat(workspace.command("plan").run().expect(0).out()).contains("drift: The schema was changed since run");
        workspace.command("migrate", "--set", "drift=block").run().expect(50);
        assertThat(workspace.applied()).containsExactly("1");

        workspace.command("drift", "--accept").run().expect(0);
        workspace.command("drift").run().expect(0);
        workspace.command("migrate", "--set", "drift=block").run().expect(0);
        assertThat(workspace.applied()).containsExactly("1", "2");
    }
}
