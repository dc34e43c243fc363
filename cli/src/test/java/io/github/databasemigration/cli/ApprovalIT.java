package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.PostgresServer;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was approved is what runs, or nothing. */
class ApprovalIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void aByteThatChangedSinceTheApprovalIsRefusedByNameAndTheSameBytesRun() {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 2);
        SortedMap<String, String> before = PostgresContents.of(workspace.database());
        String digest = workspace.planned();
        assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);

        workspace.migration(2, "INSERT INTO applied VALUES (3)");
        Finished refused =
                workspace.command("migrate", "--approved", digest).run().expect(27);

        assertThat(refused.complaint().get(0)).contains("V2__step_2.sql");
        assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);

        workspace.countedMigrations(2, 2);
        workspace
                .command("migrate", "--approved", digest, "--set", "approval=required")
                .run()
                .expect(0);
        assertThat(workspace.applied()).containsExactly("1", "2");
    }
}
