package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many schemas in one run, beside a loop of Flyway's command line over a sample of them; see {@code benchmarks/fleet}. The
 * loop's times are multiplied by what the sample leaves out.
 */
class FleetBenchmark {
    private static final int SCHEMAS = Integer.getInteger("benchmark.schemas", 1000);
    private static final int SAMPLE = Integer.getInteger("benchmark.sample", 20);
    private static final int RUNS = Integer.getInteger("benchmark.runs", 3);
    private static final Path RESULTS = Path.of(System.getProperty("benchmark.results", "target/fleet.csv"));
    private static final String FLYWAY = System.getProperty("benchmark.flyway", "flyway");

    private static final String OURS = "migrate-database migrate";
    private static final String LOOP = "loop of flyway migrate";

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    private final Measurements measurements = new Measurements();

    @Test
    void measure() throws IOException {
        BenchmarkPrograms programs = new BenchmarkPrograms(watch.newFolder("installation"));
        TestDatabase fleet = database();
        TestDatabase others = database();
        Path project = project(fleet);
        for (String task : tasks()) {
            measurements.add(task, OURS, programs.ours(project, fleet, "migrate"));
            measurements.add(task, LOOP, loop(project, others));
        }
        measurements.write(RESULTS);
    }

    /** One migration once, then nothing to do some times. */
    private static List<String> tasks() {
        String each = " in " + SCHEMAS + " schemas";
        return IntStream.rangeClosed(0, RUNS)
                .mapToObj(run -> (run == 0 ? "one migration" : "nothing to do") + each)
                .toList();
    }

    private static TestDatabase database() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        for (int schema = 1; schema <= SCHEMAS; schema++) {
            database.execute("CREATE SCHEMA t" + schema);
        }
        return database;
    }

    private Path project(TestDatabase database) throws IOException {
        Path project = watch.newFolder("fleet");
        Files.createDirectories(project.resolve("db/migration"));
        Files.writeString(project.resolve("db/migration/V1__customers_and_orders.sql"), """
                CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers);
                """);
        Files.writeString(project.resolve("database-migration.yml"), """
                environments:
                  production:
                    url: %s
                    credentials: {passwordVariable: %s}
                    backup: none
                    targets:
                      of: schemas
                      query: SELECT nspname FROM pg_namespace WHERE nspname LIKE 't%%' ORDER BY nspname
                """.formatted(
                        database.jdbcUrl(), Workspace.PASSWORD_VARIABLE));
        return project;
    }

    private static Timed loop(Path project, TestDatabase database) {
        double seconds = 0;
        double processor = 0;
        double peak = 0;
        for (int schema = 1; schema <= SAMPLE; schema++) {
            Timed one = BenchmarkPrograms.run(
                    project,
                    database,
                    FLYWAY,
                    "-url=" + database.jdbcUrl(),
                    "-user=" + database.user(),
                    "-schemas=t" + schema,
                    "-locations=filesystem:db/migration",
                    "migrate");
            seconds += one.seconds();
            processor += one.processor();
            peak = Math.max(peak, one.peakMebibytes());
        }
        double all = (double) SCHEMAS / SAMPLE;
        return new Timed(seconds * all, processor * all, peak);
    }
}
