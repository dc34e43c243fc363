package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Proves that nothing of a database is ever collected in memory: with a heap of 128 MB a database eight times as large
 * is backed up, packed and encrypted, damaged and restored from there, and every table has the same rows as before.
 */
class LargeBackupIT {
    private static final int TABLES = 4;
    private static final int ROWS_EACH = 800_000;
    private static final String SMALL_HEAP = "-Xmx128m";

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void aGigabyteGoesThroughASmallHeapAndComesBackEqual() throws IOException {
        TestDatabase database = filled();
        assertThat(Long.parseLong(database.query("SELECT pg_database_size(current_database())")))
                .isGreaterThan(1_000_000_000L);
        Workspace workspace = watch.workspace(Tool.FLYWAY, database).countedMigrations(1, 1);
        SortedMap<String, String> before = PostgresContents.of(database);

        Path identity = watch.secrets().resolve("identity");
        Path packed = watch.newFolder("transport").resolve("packed");
        workspace
                .command(
                        List.of(SMALL_HEAP),
                        "backup",
                        "--set=backup.verification=checksum",
                        "--pack-backup-to=" + packed,
                        "--backup-recipient=" + AgeIdentity.create(identity))
                .run()
                .expect(0);
        delete(workspace.folder().resolve(".database-migration/backups").toFile());
        database.execute(
                "DROP TABLE large.t1", "TRUNCATE large.t2", "UPDATE large.t3 SET text = '' WHERE id % 1000 = 0");
        assertThat(PostgresContents.of(database)).isNotEqualTo(before);
        workspace
                .command(
                        List.of(SMALL_HEAP),
                        "rollback",
                        "--yes",
                        "--to-packed=" + packed,
                        "--backup-key-file=" + identity)
                .run()
                .expect(0);

        assertThat(PostgresContents.of(database)).isEqualTo(before);
        // Encrypted, and looking through so much of it would take longer than all the rest.
        delete(packed.toFile());
    }

    /** Hexadecimal digests, of which a compressor can save half and no more; unlogged, for the sake of speed. */
    private static TestDatabase filled() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE SCHEMA large",
                "CREATE UNLOGGED TABLE large.t1 AS SELECT id, md5(id::text)"
                        + " || md5('a' || id) || md5('b' || id) || md5('c' || id) || md5('d' || id)"
                        + " || md5('e' || id) || md5('f' || id) || md5('g' || id) || md5('h' || id) AS text"
                        + " FROM generate_series(1, " + ROWS_EACH + ") AS id");
        for (int table = 2; table <= TABLES; table++) {
            database.execute("CREATE UNLOGGED TABLE large.t" + table + " AS SELECT id + " + ROWS_EACH
                    + " AS id, text FROM large.t" + (table - 1));
        }
        for (int table = 1; table <= TABLES; table++) {
            database.execute("ALTER TABLE large.t" + table + " ADD PRIMARY KEY (id)");
        }
        return database;
    }

    private static void delete(File folder) throws IOException {
        try (var files = Files.walk(folder.toPath())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
    }
}
