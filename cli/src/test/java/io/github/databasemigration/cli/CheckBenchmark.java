package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.testkit.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long {@code check} takes for five thousand statements, from the start of the process to its end, and another linter
 * for the same files in the same run. Prints a table; see {@code benchmarks/checks}.
 */
class CheckBenchmark {
    private static final int MIGRATIONS = 500;
    private static final int STATEMENTS = 10;
    private static final int TABLES = 100;
    private static final int RUNS = Integer.getInteger("benchmark.runs", 5);
    /** What is promised. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Each with a table, another table and a number that is new. */
    private static final List<String> KINDS = List.of(
            "ALTER TABLE %1$s ADD COLUMN c%3$d text",
            "ALTER TABLE %1$s ADD COLUMN n%3$d bigint NOT NULL DEFAULT 0",
            "CREATE INDEX i%3$d ON %1$s (customer, created)",
            "CREATE UNIQUE INDEX u%3$d ON %1$s (code) WHERE state <> 'gone'",
            "ALTER TABLE %1$s ADD CONSTRAINT k%3$d CHECK (amount >= 0 AND amount < 1000000) NOT VALID",
            "ALTER TABLE %1$s ADD CONSTRAINT f%3$d FOREIGN KEY (customer) REFERENCES %2$s (id)",
            "ALTER TABLE %1$s ALTER COLUMN note SET NOT NULL",
            "ALTER TABLE %1$s ALTER COLUMN code TYPE varchar(200)",
            "UPDATE %1$s SET state = 'old' WHERE created < now() - interval '2 years' AND id IN"
                    + " (SELECT customer FROM %2$s WHERE amount > %3$d)",
            "INSERT INTO %1$s (id, code, state) VALUES (%3$d, 'code-%3$d', 'new') ON CONFLICT DO NOTHING",
            "CREATE TABLE part%3$d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent bigint REFERENCES %1$s (id),"
                    + " name text NOT NULL, price numeric(12, 2) DEFAULT 0, made timestamptz DEFAULT now())",
            "CREATE VIEW v%3$d AS SELECT a.id, b.code, sum(a.amount) AS total FROM %1$s a LEFT JOIN %2$s b ON b.id ="
                    + " a.customer WHERE a.state IN ('new', 'paid') GROUP BY a.id, b.code HAVING count(*) > 1",
            "CREATE FUNCTION g%3$d(a bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN DELETE FROM %1$s WHERE id = a;"
                    + " RETURN a; END $$",
            "COMMENT ON TABLE %1$s IS 'changed by number %3$d; see the handbook'",
            "GRANT SELECT, INSERT ON %1$s TO CURRENT_USER");

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void measure() throws Exception {
        Workspace workspace =
                watch.workspace(Tool.FLYWAY, PostgresServer.shared().createDatabase());
        workspace.migration(
                1,
                IntStream.range(0, TABLES)
                        .mapToObj(table ->
                                "CREATE TABLE t" + table + " (id bigint PRIMARY KEY, customer bigint, code text,"
                                        + " state text, note text, amount numeric, created timestamptz)")
                        .toArray(String[]::new));
        workspace.command("migrate", "--set", "backup=none").run().expect(0);
        Random random = new Random(5000);
        for (int version = 2; version < 2 + MIGRATIONS; version++) {
            workspace.migration(version, statements(random, version));
        }

        line("| checked by | statements | findings | median | fastest | slowest | statements a second | ratio |");
        line("|---|---:|---:|---:|---:|---:|---:|---:|");
        Supplier<Finished> engine = () -> workspace.command("check", "--json").run();
        Optional<Supplier<Finished>> squawk = Optional.ofNullable(System.getProperty("benchmark.squawk"))
                .map(program -> () -> Command.program(
                                watch, workspace.folder(), "sh", "-c", program + " --reporter gcc db/migration/*.sql")
                        .run());
        List<Duration> ours = new ArrayList<>();
        List<Duration> others = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            ours.add(took(engine));
            squawk.ifPresent(program -> others.add(took(program)));
        }
        JsonNode findings =
                Json.read(engine.get().expect(0).out(), JsonNode.class).at("/findings");
        Duration median = median(ours);
        print("migrate-database check", findings.size(), ours, median);
        squawk.ifPresent(
                program -> print("squawk", (int) program.get().out().lines().count(), others, median));
        assertThat(median).isLessThan(LIMIT);
    }

    private static String[] statements(Random random, int version) {
        return IntStream.range(0, STATEMENTS)
                .mapToObj(each -> String.format(
                        Locale.ROOT,
                        KINDS.get(random.nextInt(KINDS.size())),
                        "t" + random.nextInt(TABLES),
                        "t" + random.nextInt(TABLES),
                        version * STATEMENTS + each))
                .toArray(String[]::new);
    }

    private static Duration took(Supplier<Finished> program) {
        long since = System.nanoTime();
        program.get();
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static void print(String what, int findings, List<Duration> durations, Duration ours) {
        Duration median = median(durations);
        line(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f s | %.1f s | %.1f s | %.0f | %.2f |",
                what,
                MIGRATIONS * STATEMENTS,
                findings,
                seconds(median),
                seconds(durations.stream().min(Duration::compareTo).orElseThrow()),
                seconds(durations.stream().max(Duration::compareTo).orElseThrow()),
                MIGRATIONS * STATEMENTS / seconds(median),
                seconds(median) / seconds(ours)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void line(String text) {
        System.out.println(text);
    }
}
