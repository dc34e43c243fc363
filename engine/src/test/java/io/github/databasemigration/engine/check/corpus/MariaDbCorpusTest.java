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
import io.github.databasemigration.testkit.MariaDbServer;
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
class MariaDbCorpusTest {
    private static final MariaDbServer SERVER = MariaDbServer.shared();
    private static final String BASE = "corpus";
    private static final String COPY = "corpus_case";
    private static final StatementParser PARSER = Examined.parser("mariadb");
    private static final List<String> TABLES = List.of("customers", "orders", "items", "old_orders", "tiny");

    private static String things;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        things = resource("mariadb-things.sql");
        try (Connection admin = SERVER.admin("mysql")) {
            execute(admin, "CREATE DATABASE " + BASE);
            execute(admin, "CREATE USER clerk");
        }
        try (Connection connection = SERVER.admin(BASE)) {
            for (String sql : resource("mariadb-base.sql").split(";\n")) {
                execute(connection, sql);
            }
        }
    }

    @TestFactory
    List<DynamicTest> saysWhatExecutingShows() {
        Score score = new Score();
        List<DynamicTest> tests = new ArrayList<>();
        for (Case each : Case.read("mariadb.sql")) {
            tests.add(DynamicTest.dynamicTest(each.name(), () -> {
                Set<String> found = new TreeSet<>();
                Observed observed = execute(each, found);
                Set<String> truth = MariaDbTruths.of(observed);
                assertThat(truth).as("label of %s: %s", each, errors(observed)).isEqualTo(each.unsafe());
                assertThat(errors(observed).isEmpty() || each.unsafe().contains("SQL-01"))
                        .as("%s fails: %s", each, errors(observed))
                        .isTrue();
                score.add(truth, found, MariaDbTruths.rules());
                assertThat(found).as("findings").isEqualTo(truth);
            }));
        }
        tests.add(DynamicTest.dynamicTest("the table of all rules", () -> {
            System.out.println(score.cases() + " cases on MariaDB\n" + score.table());
            GeneratedPart.expect(Path.of("../docs/checks.md"), "measured on MariaDB", score.table());
            assertThat(MariaDbTruths.rules())
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

    private Observed execute(Case each, Set<String> found) throws SQLException {
        try (Connection admin = SERVER.admin("mysql")) {
            execute(admin, "DROP DATABASE IF EXISTS " + COPY);
            execute(admin, "CREATE DATABASE " + COPY + " DEFAULT CHARSET utf8mb4");
            for (String table : TABLES) {
                execute(admin, "CREATE TABLE " + COPY + "." + table + " LIKE " + BASE + "." + table);
                execute(admin, "INSERT INTO " + COPY + "." + table + " SELECT * FROM " + BASE + "." + table);
                execute(admin, "ANALYZE TABLE " + COPY + "." + table);
            }
        }
        try (Connection session = SERVER.admin(COPY)) {
            for (String sql : each.before()) {
                execute(session, sql);
            }
            new Examined(database(), PARSER, each.timeouts(), MariaDbTruths.MANY)
                    .findings(false, each.migrations()).stream()
                            .filter(finding -> MariaDbTruths.rules().contains(finding.rule())
                                    && finding.severity() != Severity.INFO)
                            .map(Finding::rule)
                            .forEach(found::add);
            return new MariaDbExecution(things, session).run(each);
        }
    }

    private static Database database() {
        String url = "jdbc:mariadb://127.0.0.1:" + SERVER.port() + "/" + COPY;
        return Platforms.installed().find(url).open(Reached.connecting(url, "root", ""));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MariaDbCorpusTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
