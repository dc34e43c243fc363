package io.github.databasemigration.engine.check.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.model.Lock;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Observer;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.TableLock;
import io.github.databasemigration.engine.rehearsal.Ledger;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.Beforehand;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.engine.tool.flyway.FlywayTool;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a rehearsal says of locks and rewrites is what executing each case of the corpus beside an application shows. */
class RehearsalCorpusTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String BASE = "rehearsal_corpus";

    private static String things;
    private static Database shared;
    private static Observer ofShared;

    @TempDir
    static Path folder;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        things = resource("postgresql-things.sql");
        try (Connection admin = SERVER.admin("postgres")) {
            Rows.run(admin, List.of("CREATE DATABASE " + BASE));
        }
        try (Connection connection = SERVER.admin(BASE)) {
            Rows.run(connection, List.of(resource("postgresql-base.sql")));
        }
        try (Connection admin = SERVER.admin("postgres")) {
            Rows.run(admin, List.of("CREATE DATABASE " + BASE + "_shared TEMPLATE " + BASE));
        }
        shared = database(BASE + "_shared");
        ofShared = shared.observer().orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> seesWhatExecutingShows() {
        List<String> compared = new ArrayList<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Case each : Case.read("postgresql.sql")) {
            tests.add(DynamicTest.dynamicTest(each.name(), () -> {
                Observed truth = truth(each);
                boolean alone = alone(each) || truth.steps().stream().anyMatch(Step::endedTransaction);
                compare(each, truth, rehearse(each, alone), compared);
            }));
        }
        tests.add(DynamicTest.dynamicTest("most of the corpus can be compared", () -> assertThat(compared)
                .hasSizeGreaterThan(tests.size() - 20)));
        return tests.stream();
    }

    private static void compare(Case each, Observed truth, List<Rehearsal.Statement> rehearsed, List<String> compared) {
        Map<String, String> names = new HashMap<>();
        truth.before().all("table").forEach(table -> names.put(table.id(), table.name()));
        int same = Math.min(truth.steps().size(), rehearsed.size());
        for (int i = 0; i < same; i++) {
            Step step = truth.steps().get(i);
            Rehearsal.Statement statement = rehearsed.get(i);
            if (step.error().isPresent()
                    || step.endedTransaction()
                    || statement.error().isPresent()) {
                return;
            }
            assertThat(statement.sql()).isEqualTo(step.sql());
            Map<String, Lock> blocked = new TreeMap<>();
            step.blocked().forEach((table, lock) -> blocked.put(names.get(table), lock));
            assertThat(blocked(names, truth, statement))
                    .as("locks of %s", step.sql())
                    .isEqualTo(blocked);
            Set<String> rewritten = new HashSet<>();
            step.after()
                    .changedSince(step.before(), "table", (old, now) -> !old.text("file")
                            .equals(now.text("file")))
                    .filter(table -> truth.before().has("table", table.id()))
                    .forEach(table -> rewritten.add(
                            step.before().find(table).orElseThrow().name()));
            assertThat(statement.rewritten().orElseThrow())
                    .as("rewritten by %s", step.sql())
                    .containsExactlyInAnyOrderElementsOf(rewritten);
            compared.add(each.name() + " " + i);
        }
    }

    /** For each table of the beginning: who waits for the locks that are held after the statement, or while it ran. */
    private static Map<String, Lock> blocked(Map<String, String> names, Observed truth, Rehearsal.Statement statement) {
        Map<String, Lock> blocked = new TreeMap<>();
        truth.before()
                .all("table")
                .filter(table -> "rp".contains(table.text("kind")))
                .forEach(table -> blocked.put(names.get(table.id()), Lock.NONE));
        Stream.concat(statement.locks().orElseThrow().stream(), statement.held().stream())
                .filter(lock -> blocked.containsKey(lock.table()))
                .forEach(lock -> blocked.merge(lock.table(), lock(lock.waits()), RehearsalCorpusTest::stronger));
        return blocked;
    }

    private static Lock lock(TableLock.Waits waits) {
        return switch (waits) {
            case NOBODY -> Lock.NONE;
            case WRITERS -> Lock.WRITES;
            case EVERYBODY -> Lock.ALL;
        };
    }

    private static Lock stronger(Lock one, Lock other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What leaves something runs on a copy of its own. */
    private static boolean alone(Case each) {
        return !each.transactional() || !each.before().isEmpty();
    }

    private Observed truth(Case each) throws SQLException {
        String name = alone(each) ? copy(each) : BASE;
        try (Connection session = SERVER.admin(name);
                Connection other = SERVER.admin(name);
                Connection writer = SERVER.admin(name)) {
            return new PostgresqlExecution(things, session, other, writer).run(each);
        }
    }

    /** As Flyway runs it; empty where Flyway would not run it as the case says. */
    private List<Rehearsal.Statement> rehearse(Case each, boolean alone) throws SQLException, IOException {
        Database database = alone ? database(copy(each)) : shared;
        Optional<Observer> observer = alone ? database.observer() : Optional.of(ofShared);
        Path project = Files.createDirectory(folder.resolve(Integer.toHexString(each.hashCode())));
        write(project, each);
        Ledger ledger = new Ledger(observer, sql -> {}, session -> {}, Redactor.NONE, Beforehand.NOTHING);
        try (FlywayTool flyway =
                new FlywayTool(new ToolContext(project, settings(), database, project, System.getenv()))) {
            List<PlannedMigration> pending = flyway.inspect().pending();
            boolean otherwise = pending.stream()
                    .filter(migration -> migration.kind() == MigrationKind.VERSIONED)
                    .anyMatch(migration -> migration.transactional() != each.transactional());
            if (otherwise) {
                return List.of();
            }
            int statements = pending.stream()
                    .mapToInt(migration -> migration.statements().size())
                    .sum();
            flyway.migrate(
                    pending,
                    each.transactional() ? TransactionMode.ALL : TransactionMode.EACH,
                    alone ? ledger : new Unfinished(ledger, statements));
        } catch (MigrationFailure failure) {
            // Some cases fail, and their statements before are compared; the others were rolled back.
        }
        return ledger.migrations().stream()
                .flatMap(migration -> migration.statements().stream())
                .toList();
    }

    private static Database database(String name) {
        String url = "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/" + name;
        return Platforms.installed().find(url).open(Reached.connecting(url, "postgres", "none"));
    }

    private static void write(Path project, Case each) throws IOException {
        for (int i = 0; i < each.migrations().size(); i++) {
            Path script = project.resolve("V" + (i + 1) + "__case.sql");
            Files.writeString(script, String.join(";\n", each.migrations().get(i)) + ";\n");
            if (!each.transactional()) {
                Files.writeString(project.resolve(script.getFileName() + ".conf"), "executeInTransaction=false\n");
            }
        }
    }

    private static FlywaySettings settings() {
        return new FlywaySettings(
                List.of("."),
                List.of(),
                List.of(),
                "flyway_schema_history",
                new TreeMap<>(),
                false,
                Optional.of("0"),
                true,
                false,
                Optional.empty(),
                StandardCharsets.UTF_8,
                true);
    }

    private static String copy(Case each) throws SQLException {
        String name = BASE + "_case";
        try (Connection admin = SERVER.admin("postgres")) {
            Rows.run(
                    admin,
                    List.of(
                            "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)",
                            "CREATE DATABASE " + name + " TEMPLATE " + BASE));
        }
        try (Connection session = SERVER.admin(name)) {
            for (String sql : each.before()) {
                try {
                    Rows.run(session, List.of(sql));
                } catch (SQLException e) {
                    // Some fail on purpose: an index that stays invalid.
                }
            }
        }
        return name;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RehearsalCorpusTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Hears all, and stops the tool before it commits. */
    private static final class Unfinished implements MigrationListener {
        private final Ledger ledger;
        private final int statements;
        private int finished;

        private Unfinished(Ledger ledger, int statements) {
            this.ledger = ledger;
            this.statements = statements;
        }

        @Override
        public Optional<String> question() {
            return ledger.question();
        }

        @Override
        public void answered(String answer) {
            ledger.answered(answer);
            if (finished == statements) {
                throw new IllegalStateException("enough was seen");
            }
        }

        @Override
        public void sessionOpened(SessionId session) {
            ledger.sessionOpened(session);
        }

        @Override
        public void migrationStarted(String label, String script, boolean transactional) {
            ledger.migrationStarted(label, script, transactional);
        }

        @Override
        public void statementStarted(String sql) {
            ledger.statementStarted(sql);
        }

        @Override
        public void statementFinished(Duration took, Optional<Long> rows) {
            finished++;
            ledger.statementFinished(took, rows);
        }

        @Override
        public void statementFailed(Duration took, String error) {
            ledger.statementFailed(took, error);
        }

        @Override
        public void migrationFinished(String label) {
            ledger.migrationFinished(label);
        }
    }
}
