package io.github.databasemigration.engine.verification;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.journal.Journal;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done for each statement or migration, few and many of them. Prints a table; see {@code benchmarks/loops}. */
class LoopsBenchmark {
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 7);
    private static final int[] SIZES = {10, 100, 1000};
    /** So many at least are measured at a time, after as many to get warm. */
    private static final int AT_ONCE = 300;

    private static final String TABLE =
            "CREATE TABLE t%d (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'new', price numeric(12, 2) CHECK (price >= 0))";

    @TempDir
    Path folder;

    private final StatementParser parser = Checks.parser("postgresql");

    /** Keeps what was made, so that nothing is left out for being of no use. */
    private int kept;

    @Test
    void measure() {
        System.out.println("| for each | of "
                + IntStream.of(SIZES).mapToObj(Integer::toString).collect(Collectors.joining(" | of "))
                + " |\n|---|---:|---:|---:|");
        Redactor redactor = Redactor.of(Secret.of("a password of some length"), Secret.of("another %/+ one"));
        print("statement redacted", size -> () -> statements(size).forEach(sql -> keep(redactor.redact(sql))));
        print("statement split off its script", size -> {
            String script = String.join(";\n", statements(size));
            return () -> keep(StatementSplitter.split(script, SqlSyntax.of("postgresql")));
        });
        print("statement in the journal, of a transaction, two lines", size -> () -> journal(size));
        print("migration in the plan's digest", size -> {
            Plan plan = plan(size);
            return () -> keep(plan.digest());
        });
        print("statement that the checks have to parse", size -> () -> understand(statements(size)));
        print("INSERT of constants for the checks", size -> () -> understand(inserts(size)));
    }

    private void print(String what, IntFunction<Runnable> work) {
        String cells = IntStream.of(SIZES)
                .mapToObj(size -> String.format(Locale.ROOT, "%.1f µs", microseconds(work.apply(size), size)))
                .collect(Collectors.joining(" | "));
        System.out.println("| " + what + " | " + cells + " |");
    }

    /** Of a processor, for each; the median of the rounds. */
    private static double microseconds(Runnable work, int size) {
        int times = Math.max(1, AT_ONCE / size);
        double[] rounds = IntStream.range(0, ROUNDS + 1)
                .mapToDouble(round -> {
                    long since = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    for (int i = 0; i < times; i++) {
                        work.run();
                    }
                    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - since) / 1e3 / times / size;
                })
                .skip(1)
                .sorted()
                .toArray();
        return rounds[rounds.length / 2];
    }

    private void keep(Object made) {
        kept += made.hashCode();
    }

    private static List<String> statements(int size) {
        return IntStream.range(0, size)
                .mapToObj(each -> String.format(Locale.ROOT, TABLE, each))
                .toList();
    }

    private static List<String> inserts(int size) {
        return IntStream.range(0, size)
                .mapToObj(each -> "INSERT INTO t (id, name) VALUES (" + each + ", 'name " + each + "')")
                .toList();
    }

    private void understand(List<String> statements) {
        // Each once only, for what was parsed is remembered.
        int unique = kept++;
        statements.forEach(sql -> keep(parser.parse(sql + " /* " + unique + " */")));
    }

    private void journal(int size) {
        try (Journal journal = Journal.open(folder.resolve("journal-" + kept++ + ".jsonl"))) {
            journal.on(new RunEvent.MigrationStarted("1", "V1__a.sql", 1, 1, true));
            for (int i = 1; i <= size; i++) {
                journal.on(new RunEvent.StatementStarted("1", i, "INSERT INTO applied VALUES (1)"));
                journal.on(new RunEvent.StatementFinished("1", i, Duration.ofMillis(1), Optional.of(1L)));
            }
        }
    }

    private static Plan plan(int size) {
        List<PlannedMigration> migrations = IntStream.range(0, size)
                .mapToObj(each -> new PlannedMigration(
                        Optional.of("" + each),
                        "step " + each,
                        "V" + each + "__step.sql",
                        MigrationKind.VERSIONED,
                        "0".repeat(64),
                        Optional.of("1234567"),
                        List.of(String.format(Locale.ROOT, TABLE, each)),
                        Optional.empty(),
                        true,
                        List.of()))
                .toList();
        return new Plan(
                Plan.FORMAT,
                "test",
                "flyway",
                "1",
                new Target("postgresql", "localhost:5432", "shop", "15", "shop"),
                Optional.empty(),
                Optional.of("" + size),
                "0".repeat(64),
                new TreeMap<>(),
                List.of(),
                migrations);
    }
}
