package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long an application stands still while a column is added to a table that a forgotten transaction holds: with plain
 * Flyway, and with the engine. Prints a table; see {@code benchmarks/lock-safety}.
 */
class LockSafetyBenchmark {
    private static final Duration BLOCKED = Duration.ofSeconds(Integer.getInteger("benchmark.blocked", 30));
    private static final List<Duration> TIMEOUTS = List.of(Duration.ofSeconds(5), Duration.ofSeconds(1));
    /** What is promised beyond the timeout. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int CLIENTS = 4;

    @TempDir
    Path folder;

    @Test
    void measure() throws Exception {
        line("| server | migrated by | longest stall | answers | migration took | attempts |");
        line("|---|---|---:|---:|---:|---:|");
        for (Server server : List.of(Server.POSTGRESQL, Server.MARIADB)) {
            run(server, "plain Flyway", project -> {
                plainly(project);
                return 1;
            });
            for (Duration lock : TIMEOUTS) {
                Duration stall = run(server, "the engine, lock: " + lock.toSeconds() + "s", project -> {
                    project.lock = lock;
                    return attempts(project);
                });
                assertThat(stall).isLessThanOrEqualTo(lock.plus(GRACE));
            }
        }
    }

    /** One way to migrate; how often it tried. */
    private interface Migration {
        int run(Project project);
    }

    private Duration run(Server server, String how, Migration migration) throws Exception {
        Project project = new Project(folder.resolve(server + how.replaceAll("\\W", "")), Tool.FLYWAY, server);
        project.backup = false;
        project.retrying = Duration.ofMinutes(5);
        Tool.FLYWAY.write(
                project.folder,
                1,
                List.of(
                        "CREATE TABLE orders (id INTEGER PRIMARY KEY, total INTEGER)",
                        "INSERT INTO orders VALUES (1, 1)"));
        plainly(project);
        Tool.FLYWAY.write(project.folder, 2, List.of("ALTER TABLE orders ADD COLUMN note VARCHAR(40)"));
        List<Application> clients = clients(project.database);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long start;
        long took;
        int attempts;
        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM orders")) {
            clock.schedule(blocking::release, BLOCKED.toMillis(), TimeUnit.MILLISECONDS);
            start = System.nanoTime();
            attempts = migration.run(project);
            took = System.nanoTime() - start;
        } finally {
            clock.shutdownNow();
            for (Application client : clients) {
                client.close();
            }
        }
        Duration stall = clients.stream()
                .map(Application::longestStall)
                .max(Duration::compareTo)
                .orElseThrow();
        long answers = clients.stream().mapToLong(Application::answers).sum();
        line(String.format(
                Locale.ROOT,
                "| %s | %s | %.1f s | %d | %.1f s | %d |",
                server.name().toLowerCase(Locale.ROOT),
                how,
                stall.toMillis() / 1000.0,
                answers,
                took / 1e9,
                attempts));
        return stall;
    }

    private static List<Application> clients(TestDatabase database) {
        List<Application> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Application(database, "SELECT total FROM orders WHERE id = 1"));
        }
        clients.forEach(Application::awaitAnswer);
        return clients;
    }

    private static void plainly(Project project) {
        Flyway.configure()
                .loggers("slf4j")
                .dataSource(project.database.jdbcUrl(), project.database.user(), project.database.password())
                .locations("filesystem:" + project.folder.resolve("migrations"))
                .load()
                .migrate();
    }

    private static int attempts(Project project) {
        AtomicInteger attempts = new AtomicInteger(1);
        assertThat(Migrate.run(project.order(), Migrate.Options.NONE, event -> {
                            if (event instanceof RunEvent.LockTimedOut) {
                                attempts.incrementAndGet();
                            }
                        })
                        .outcome())
                .isEqualTo("done");
        return attempts.get();
    }

    /** The result of a benchmark is what it prints. */
    private static void line(String text) {
        System.out.println(text);
    }
}
