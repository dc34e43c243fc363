package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long backups and their proof by a restore take from the start of a process to its end, beside the databases' own
 * programs on the same server, in turn. Writes a line for each; see {@code benchmarks/backup}.
 */
class BackupBenchmark {
    private static final int RUNS = Integer.getInteger("benchmark.runs", 3);
    /** About as much as the tables take on the server's disk. */
    private static final int[] MEGABYTES = Stream.of(
                    System.getProperty("benchmark.megabytes", "10,100,500").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();

    private static final Path RESULTS = Path.of(System.getProperty("benchmark.results", "target/backup.csv"));
    private static final int TABLES = 4;
    private static final int ROWS_OF_A_MEGABYTE = 5200;

    private static final Measurements MEASUREMENTS = new Measurements();

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    private BenchmarkPrograms programs;
    private Path folder;

    @BeforeEach
    void install() throws IOException {
        programs = new BenchmarkPrograms(watch.newFolder("installation"));
        folder = watch.newFolder("dumps");
    }

    @Test
    void postgresql() throws IOException {
        for (int megabytes : MEGABYTES) {
            postgresql(megabytes);
        }
    }

    @Test
    void mariaDb() throws IOException {
        mariaDb(MEGABYTES[Math.min(1, MEGABYTES.length - 1)]);
    }

    private void postgresql(int megabytes) throws IOException {
        TestDatabase database = PostgresServer.shared().createDatabase();
        fill(database, "UNLOGGED TABLE", megabytes, "generate_series(1, %d) AS s(id)", "md5(%s)");
        Workspace workspace = watch.workspace(Tool.FLYWAY, database).countedMigrations(1, 1);
        Path ours = workspace.folder().resolve(".database-migration/backups");
        String size = " PostgreSQL of " + megabytes + " MB";
        for (int run = 0; run < RUNS; run++) {
            delete(ours);
            backUp("back up" + size, workspace, database);
            dump("back up" + size, "pg_dump -Fc", database, "--format=custom");
            dump("back up" + size, "pg_dump -Fd -j -Z1", database, "--format=directory", jobs(), "--compress=1");
            measure(
                    "prove by restoring" + size,
                    "migrate-database verify-backup",
                    programs.ours(workspace.folder(), database, "verify-backup", "--level", "restore"));
            restore("prove by restoring" + size, database, dataBelow(ours), "copy" + run);
            rehearse("back up by a restore and rehearse" + size, workspace, database);
        }
        delete(ours);
        database.execute("DROP SCHEMA large CASCADE");
    }

    private void backUp(String task, Workspace workspace, TestDatabase database) throws IOException {
        String name = "migrate-database backup";
        measure(
                task,
                name,
                programs.ours(workspace.folder(), database, "backup", "--set", "backup.verification=checksum"));
        MEASUREMENTS.wrote(task, name, bytes(workspace.folder().resolve(".database-migration/backups")));
    }

    private void dump(String task, String name, TestDatabase database, String... options) throws IOException {
        Path file = folder.resolve("dump");
        measure(
                task,
                name,
                program(
                        database,
                        "pg_dump",
                        Stream.concat(
                                        Arrays.stream(options),
                                        Stream.of("--file=" + file, BenchmarkPrograms.uri(database)))
                                .toArray(String[]::new)));
        MEASUREMENTS.wrote(task, name, bytes(file));
        delete(file);
    }

    /** The same dump, by the program that has the same options; no counts, no comparison. */
    private void restore(String task, TestDatabase database, Path data, String copy) {
        database.execute("CREATE DATABASE " + database.name() + "_" + copy);
        String uri = BenchmarkPrograms.uri(database).replaceFirst("[^/]*$", database.name() + "_" + copy);
        measure(
                task,
                "pg_restore -j",
                program(database, "pg_restore", jobs(), "--exit-on-error", "--dbname=" + uri, data.toString()));
        database.execute("DROP DATABASE " + database.name() + "_" + copy);
    }

    /** The copy in which the backup was proven serves the rehearsal of the same run; for another run it is restored again. */
    private void rehearse(String task, Workspace workspace, TestDatabase database) {
        String proving = "backup.verification=restore";
        measure(
                task,
                "migrate-database rehearse",
                programs.ours(workspace.folder(), database, "rehearse", "--set", proving));
        Timed backup = programs.ours(workspace.folder(), database, "backup", "--set", proving);
        Timed rehearsal = programs.ours(workspace.folder(), database, "rehearse", "--backup", "latest");
        measure(task, "backup and rehearse in two runs", backup.then(rehearsal));
    }

    /** What is used for backups here, too. */
    private static String jobs() {
        return "--jobs=" + Math.min(4, Runtime.getRuntime().availableProcessors());
    }

    private Timed program(TestDatabase database, String name, String... arguments) {
        String path = PostgresServer.bin().resolve(name).toString();
        return BenchmarkPrograms.run(
                folder,
                database,
                Stream.concat(Stream.of(path), Arrays.stream(arguments)).toArray(String[]::new));
    }

    private void mariaDb(int megabytes) throws IOException {
        TestDatabase database = MariaDbServer.shared().createDatabase();
        Workspace workspace = watch.workspace(Tool.FLYWAY, database).countedMigrations(1, 1);
        programs.ours(workspace.folder(), database, "migrate", "--set", "backup=none");
        fill(database, "TABLE", megabytes, "(SELECT seq AS id FROM seq_1_to_%d) AS s", "md5(%s)");
        String task = "back up MariaDB of " + megabytes + " MB";
        Path file = folder.resolve("dump.sql.gz");
        String dump =
                "mariadb-dump --host=127.0.0.1 --port=" + MariaDbServer.shared().port() + " --user=" + database.user()
                        + " --single-transaction --routines --events " + database.name();
        for (int run = 0; run < RUNS; run++) {
            delete(workspace.folder().resolve(".database-migration/backups"));
            backUp(task, workspace, database);
            String piped = "mariadb-dump to gzip";
            measure(
                    task,
                    piped,
                    Timed.run(
                            folder,
                            Map.of("MYSQL_PWD", database.password()),
                            List.of("sh", "-c", dump + " | gzip > " + file)));
            MEASUREMENTS.wrote(task, piped, bytes(file));
            Files.delete(file);
        }
        delete(workspace.folder().resolve(".database-migration/backups"));
    }

    /** Orders: numbers, times, a few words, and digests, of which a compressor can save half and no more. */
    private static void fill(TestDatabase database, String kind, int megabytes, String series, String digest) {
        int rows = megabytes * ROWS_OF_A_MEGABYTE / TABLES;
        if (kind.startsWith("UNLOGGED")) {
            database.execute("CREATE SCHEMA large");
        }
        String schema = kind.startsWith("UNLOGGED") ? "large." : "";
        for (int table = 1; table <= TABLES; table++) {
            String text = String.format(digest, "concat('" + table + "', id)");
            String more = String.format(digest, "concat('m" + table + "', id)");
            database.execute(
                    "CREATE " + kind + " " + schema + "t" + table
                            + " AS SELECT id, id % 9973 AS customer, id * 7 % 100003 / 100.0 AS amount,"
                            + " CASE WHEN id % 5 = 0 THEN 'returned' WHEN id % 3 = 0 THEN 'sent' ELSE 'paid' END AS state,"
                            + " concat(" + text + ", ' was ordered by ', " + more + ", ' in the shop') AS note FROM "
                            + String.format(series, rows),
                    "ALTER TABLE " + schema + "t" + table + " ADD PRIMARY KEY (id)");
        }
    }

    private void measure(String task, String program, Timed timed) {
        MEASUREMENTS.add(task, program, timed);
        MEASUREMENTS.write(RESULTS);
    }

    private static Path dataBelow(Path backups) throws IOException {
        try (Stream<Path> all = Files.walk(backups)) {
            return all.filter(each -> each.endsWith("data")).findFirst().orElseThrow();
        }
    }

    private static long bytes(Path place) throws IOException {
        long sum = 0;
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    private static void delete(Path place) throws IOException {
        if (Files.notExists(place)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
