package io.github.databasemigration.engine.check.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.check.Examined;
import io.github.databasemigration.engine.check.GeneratedPart;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the corpus is executed, and the checks are held against what it did. */
class PostgresqlCorpusTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String BASE = "corpus";
    private static final StatementParser PARSER = Examined.parser("postgresql");

    /** Rules about statements that the server refuses. */
    private static final Set<String> FAILING = Set.of("PG-COL-01", "PG-IDX-04", "PG-ENUM-02", "PG-TX-04", "SQL-01");

    private static String things;
    private static Database base;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        things = resource("postgresql-things.sql");
        try (Connection admin = SERVER.admin("postgres")) {
            execute(admin, "CREATE DATABASE " + BASE);
            execute(admin, "CREATE ROLE clerk");
        }
        try (Connection connection = SERVER.admin(BASE)) {
            execute(connection, resource("postgresql-base.sql"));
        }
        base = database(BASE);
    }

    @TestFactory
    List<DynamicTest> saysWhatExecutingShows() throws SQLException {
        Score score = new Score();
        List<DynamicTest> tests = new ArrayList<>();
        for (Case each : Case.read("postgresql.sql")) {
            tests.add(DynamicTest.dynamicTest(each.name(), () -> {
                Set<String> found = new TreeSet<>();
                Observed observed = execute(each, found);
                Set<String> truth = PostgresqlTruths.of(observed);
                assertThat(truth).as("label of %s: %s", each, errors(observed)).isEqualTo(each.unsafe());
                assertThat(errors(observed).isEmpty() || each.unsafe().stream().anyMatch(FAILING::contains))
                        .as("%s fails only where that is its point: %s", each, errors(observed))
                        .isTrue();
                score.add(truth, found, PostgresqlTruths.rules());
                assertThat(found).as("findings").isEqualTo(truth);
            }));
        }
        tests.add(DynamicTest.dynamicTest("the table of all rules", () -> {
            System.out.println(score.cases() + " cases on PostgreSQL\n" + score.table());
            GeneratedPart.expect(Path.of("../docs/checks.md"), "measured on PostgreSQL", score.table());
            assertThat(PostgresqlTruths.rules())
                    .allSatisfy(
                            rule -> assertThat(score.breaking(rule)).as(rule).isPositive());
        }));
        return tests;
    }

    private static String errors(Observed observed) {
        return observed.steps().stream()
                .flatMap(step -> step.error().stream())
                .map(Step.Failure::message)
                .collect(Collectors.joining("; "));
    }

    /** A case that leaves something runs on a copy of its own. */
    private Observed execute(Case each, Set<String> found) throws SQLException {
        boolean alone = !each.transactional() || !each.before().isEmpty();
        String name = alone ? BASE + "_case" : BASE;
        if (alone) {
            try (Connection admin = SERVER.admin("postgres")) {
                execute(admin, "DROP DATABASE IF EXISTS " + name);
                execute(admin, "CREATE DATABASE " + name + " TEMPLATE " + BASE);
            }
        }
        try (Connection session = SERVER.admin(name);
                Connection other = SERVER.admin(name);
                Connection writer = SERVER.admin(name)) {
            for (String sql : each.before()) {
                try {
                    execute(session, sql);
                } catch (SQLException e) {
                    // Some fail on purpose: an index that stays invalid.
                }
            }
            Database database = alone ? database(name) : base;
            new Examined(database, PARSER, each.timeouts(), PostgresqlTruths.MANY)
                    .findings(each.transactional(), each.migrations()).stream()
                            .filter(finding -> PostgresqlTruths.rules().contains(finding.rule()))
                            .filter(PostgresqlCorpusTest::weighs)
                            .map(Finding::rule)
                            .forEach(found::add);
            return new PostgresqlExecution(things, session, other, writer).run(each);
        }
    }

    /** On small tables the checks only make notes, but two rules never say more. */
    private static boolean weighs(Finding finding) {
        return finding.severity() != Severity.INFO || finding.rule().equals("PG-IDX-06");
    }

    private static Database database(String name) {
        String url = "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/" + name;
        return Platforms.installed().find(url).open(Reached.connecting(url, "postgres", "none"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PostgresqlCorpusTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
