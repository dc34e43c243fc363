package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.databasemigration.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The disk of the backups is full before the backup is done: nothing is migrated. */
class FullDiskIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void aBackupThatDoesNotFitIsRefusedAndLeavesNothing() {
        Path small = watch.newFolder("small");
        assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && watch.program(small, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString())
                                        .run()
                                        .status()
                                == 0,
                "only who may mount a small disk can fill one");
        try {
            Workspace workspace =
                    watch.workspace(Tool.FLYWAY, PostgresServer.shared().createDatabase());
            workspace
                    .countedMigrations(1, 1)
                    .database()
                    .execute(
                            "CREATE SCHEMA more",
                            "CREATE TABLE more.texts AS SELECT md5(i::text) FROM generate_series(1, 100000) i");
            SortedMap<String, String> before = PostgresContents.of(workspace.database());

            Finished finished = workspace
                    .command("migrate", "--set", "backup.folder=" + small)
                    .run()
                    .expect(34);

            assertThat(finished.complaint()).hasSize(2);
            assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);
            assertThat(small).isDirectoryNotContaining("regex:.*manifest.*");
        } finally {
            watch.program(watch.secrets(), "umount", small.toString()).run().expect(0);
        }
    }
}
