package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backup that is not what it was: found by {@code verify-backup}, and never put into a database. */
class DamagedBackupIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    /** What may happen to the bytes of a file. */
    private interface Damage {
        byte[] to(byte[] bytes);
    }

    @Test
    void everyDamageIsFoundAndTheUndamagedBackupIsGood() throws IOException {
        Workspace workspace =
                watch.workspace(Tool.FLYWAY, PostgresServer.shared().createDatabase());
        workspace
                .countedMigrations(1, 1)
                .database()
                .execute("CREATE SCHEMA more", "CREATE TABLE more.rows (id INTEGER)");
        workspace.database().execute("INSERT INTO more.rows SELECT generate_series(1, 5000)");
        workspace.command("backup").run().expect(0);
        Path file = largest(workspace.folder().resolve(".database-migration/backups"));
        byte[] good = Files.readAllBytes(file);

        refused(workspace, file, bytes -> new byte[0]);
        refused(workspace, file, bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 100));
        refused(workspace, file, bytes -> {
            byte[] flipped = bytes.clone();
            flipped[flipped.length / 2] ^= 1;
            return flipped;
        });

        assertThat(Files.readAllBytes(file)).isEqualTo(good);
        workspace.command("verify-backup").run().expect(0);
    }

    private static void refused(Workspace workspace, Path file, Damage damage) throws IOException {
        byte[] good = Files.readAllBytes(file);
        SortedMap<String, String> before = PostgresContents.of(workspace.database());
        Files.write(file, damage.to(good));

        Finished verified = workspace.command("verify-backup").run().expect(33);
        Finished restored = workspace.command("rollback", "--yes").run().expect(33);

        assertThat(verified.complaint()).hasSize(2);
        assertThat(verified.complaint().get(0)).contains(file.getFileName().toString());
        assertThat(restored.complaint().get(0)).contains(file.getFileName().toString());
        assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);
        Files.write(file, good);
    }

    @Test
    void theBackupOfAnotherDatabaseAndAnUnconfirmedOneAreRefused() {
        Workspace workspace = watch.workspace(
                        Tool.FLYWAY, PostgresServer.shared().createDatabase())
                .countedMigrations(1, 1);
        workspace.command("backup").run().expect(0);
        SortedMap<String, String> before = PostgresContents.of(workspace.database());

        Finished unconfirmed = workspace.command("rollback").run().expect(36);
        assertThat(unconfirmed.complaint()).hasSize(2).last().asString().contains("--yes");
        assertThat(PostgresContents.of(workspace.database())).isEqualTo(before);

        var other = PostgresServer.shared().createDatabase();
        other.execute("CREATE TABLE precious (id INTEGER)", "INSERT INTO precious VALUES (1)");
        SortedMap<String, String> precious = PostgresContents.of(other);
        workspace.configuration(other.jdbcUrl(), other.user());
        Finished wrong = workspace.command("rollback", "--yes").run().expect(42);
        assertThat(wrong.complaint()).hasSize(2).first().asString().contains(other.name());
        assertThat(PostgresContents.of(other)).isEqualTo(precious);
    }

    private static Path largest(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
