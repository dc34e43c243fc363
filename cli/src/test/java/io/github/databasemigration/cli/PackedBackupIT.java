package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups that travel: packed before anything is migrated, and restored where nothing else of them is left. */
class PackedBackupIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    private Workspace workspace;
    private Path packed;
    private SortedMap<String, String> before;

    @BeforeEach
    void migrateToOne() {
        workspace = watch.workspace(Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        workspace.database().execute("INSERT INTO applied VALUES (1000)");
        before = PostgresContents.of(workspace.database());
        packed = watch.newFolder("transport").resolve("packed");
    }

    @Test
    void whatIsPackedByPassphraseBringsTheDatabaseBack() throws IOException {
        workspace.countedMigrations(2, 2);
        JsonNode report = workspace
                .command("migrate", "--json", "--pack-backup-to", packed.toString(), "--backup-key-file-once", key())
                .run()
                .expect(0)
                .json();
        assertThat(watch.secrets().resolve("key")).doesNotExist();
        assertThat(report.at("/backup/packed/encryption").asText()).isEqualTo("passphrase");
        assertThat(report.at("/backup/packed/files")).hasSize(2);
        assertThat(report.at("/phases").toString()).contains("\"pack\"");
        assertThat(packed).isDirectoryContaining("glob:**/manifest.json");

        workspace.database().execute("DROP TABLE applied");
        loseTheBackups();
        Finished back = workspace
                .command("rollback", "--yes", "--to-packed", packed.toString(), "--backup-key-file", key())
                .run()
                .expect(0);

        assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);
        assertThat(back.out()).contains("The database is as it was when backup ");
        assertThat(runs("unpacked")).isEmpty();
    }

    @Test
    void whatIsPackedForARecipientIsUnpackedWithItsIdentity() throws Exception {
        Path identity = watch.secrets().resolve("identity");
        String recipient = AgeIdentity.create(identity);
        workspace
                .command("backup", "--pack-backup-to", packed.toString(), "--backup-recipient", recipient)
                .run()
                .expect(0);
        loseTheBackups();
        Finished proven = workspace
                .command(
                        "verify-backup",
                        "--packed",
                        packed.toString(),
                        "--backup-key-file",
                        identity.toString(),
                        "--level",
                        "restore")
                .run()
                .expect(0);
        assertThat(proven.out()).contains("proven: restore");
        assertThat(runs("unpacked/")).isEmpty();

        workspace
                .command("unpack-backup", packed.toString(), "--backup-key-file", identity.toString())
                .run()
                .expect(0);
        workspace.command("verify-backup", "--level", "restore").run().expect(0);
        workspace.database().execute("DROP TABLE applied");
        workspace.command("rollback", "--yes").run().expect(0);

        assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);
    }

    @Test
    void anotherKeyOpensNothingAndTouchesNothing() throws IOException {
        workspace
                .command("pack-backup", "--to", packed.toString(), "--backup-key-file", key())
                .run()
                .expect(0);
        workspace.database().execute("INSERT INTO applied VALUES (2000)");
        SortedMap<String, String> now = PostgresContents.of(workspace.database());
        Path other = secret("other", "another passphrase");

        for (String[] call : new String[][] {
            {"rollback", "--yes", "--to-packed", packed.toString(), "--backup-key-file", other.toString()},
            {"rollback", "--yes", "--to-packed", packed.toString()}
        }) {
            Finished refused = workspace.command(call).run().expect(48);
            assertThat(refused.complaint()).hasSizeGreaterThanOrEqualTo(2);
        }

        assertThat(PostgresContents.of(workspace.database())).isEqualTo(now);
        assertThat(runs("unpacked/")).isEmpty();
    }

    @Test
    void aRecipientThatIsNoneStopsTheRunBeforeAnythingIsDone() {
        workspace.countedMigrations(2, 2);

        workspace
                .command("migrate", "--pack-backup-to", packed.toString(), "--backup-recipient", "age1nobody")
                .run()
                .expect(48);

        assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);
        assertThat(packed).doesNotExist();
    }

    @Test
    void aPackedBackupOfAnotherDatabaseIsRefused() {
        workspace.command("pack-backup", "--to", packed.toString()).run().expect(0);
        var other = PostgresServer.shared().createDatabase();
        workspace.configuration(other.jdbcUrl(), other.user());

        workspace
                .command("rollback", "--yes", "--to-packed", packed.toString())
                .run()
                .expect(42);
    }

    private String key() throws IOException {
        return secret("key", Canary.PASSWORD).toString();
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(watch.secrets().resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void loseTheBackups() throws IOException {
        Path backups = workspace.folder().resolve(".database-migration/backups");
        Files.move(backups, watch.newFolder("lost").resolve("backups"));
    }

    private List<Path> runs(String part) throws IOException {
        try (var files = Files.walk(workspace.folder().resolve(".database-migration/runs"))) {
            return files.filter(file -> file.toString().contains(part) && Files.isRegularFile(file))
                    .toList();
        }
    }
}
