package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long migrations take from the start of a process to its end, beside other programs with the same files on the same
 * server, in turn. Writes a line for each; see {@code benchmarks/migrate}.
 */
class MigrateBenchmark {
    private static final int RUNS = Integer.getInteger("benchmark.runs", 5);
    private static final int LARGEST = Integer.getInteger("benchmark.largest", 1000);
    /** A size to plan and not to migrate; none: 0. */
    private static final int PLAN = Integer.getInteger("benchmark.plan", 0);

    private static final Path RESULTS = Path.of(System.getProperty("benchmark.results", "target/migrate.csv"));
    /** Where a program takes minutes, its median is near after a few. */
    private static final int RUNS_OF_MANY = 3;

    private static final int MANY = 5000;
    private static final int APPLIED = 100;
    private static final int TABLES = 100;

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    private final Measurements measurements = new Measurements();
    private BenchmarkPrograms programs;

    @BeforeEach
    void install() throws IOException {
        programs = new BenchmarkPrograms(watch.newFolder("installation"));
        programs.keepClasses(
                watch.newFolder("kept"),
                programs.tables(watch, 1),
                PostgresServer.shared().createDatabase());
    }

    @Test
    void measure() {
        for (int size : new int[] {1, 100, 1000, MANY}) {
            if (size <= LARGEST) {
                Path project = programs.flywayProject(watch, size);
                compare("migrate " + size + " rows", project, size, programs.migrations());
                compare("plan " + size, project, size, programs.plans());
            }
        }
        if (PLAN > 0) {
            compare("plan " + PLAN, programs.flywayProject(watch, PLAN), PLAN, programs.plans());
        }
        Path tables = programs.tables(watch, TABLES);
        compare("migrate " + TABLES + " tables", tables, TABLES, programs.migrationsThatLookFirst());
        nothingToDo();
        for (int size : new int[] {10, 1000}) {
            if (size <= LARGEST) {
                compare("upgrade " + size, programs.alembicProject(watch, size), size, programs.upgrades());
                compare("update " + size, programs.liquibaseProject(watch, size), size, programs.updates());
            }
        }
    }

    /** Every program in turn, each time on an empty database. */
    private void compare(String task, Path project, int size, Map<String, BenchmarkPrograms.Call> calls) {
        for (int run = 0; run < (size < MANY ? RUNS : RUNS_OF_MANY); run++) {
            calls.forEach((name, call) ->
                    measure(task, name, project, call, PostgresServer.shared().createDatabase()));
        }
        measurements.write(RESULTS);
    }

    /** The same where everything is applied. */
    private void nothingToDo() {
        nothingTo("migrate", programs.flywayProject(watch, APPLIED), programs.migrationsThatLookFirst());
        nothingTo("upgrade", programs.alembicProject(watch, APPLIED), programs.upgrades());
        nothingTo("update", programs.liquibaseProject(watch, APPLIED), programs.updates());
    }

    private void nothingTo(String verb, Path project, Map<String, BenchmarkPrograms.Call> calls) {
        TestDatabase database = PostgresServer.shared().createDatabase();
        calls.values().stream().findFirst().ifPresent(call -> call.on(project, database));
        for (int run = 0; run < RUNS; run++) {
            calls.forEach((name, call) -> measure("nothing to " + verb, name, project, call, database));
        }
        measurements.write(RESULTS);
    }

    private void measure(
            String task, String program, Path project, BenchmarkPrograms.Call call, TestDatabase database) {
        measurements.add(task, program, call.on(project, database));
    }
}
