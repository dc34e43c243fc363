package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.Examined;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.MariaDbServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the corpus is executed, and the checks are held against what it did. */
class MariaDbCorpusTest {
    private static final MariaDbServer SERVER = MariaDbServer.shared();
    private static final String BASE = "corpus";
    private static final String COPY = "corpus_case";
    private static final Corpus CORPUS =
            new Corpus("MariaDB", "mariadb.sql", MariaDbTruths.TRUTHS, each -> each.unsafe()
                    .contains("SQL-01"));
    private static final StatementParser PARSER = Examined.parser("mariadb");
    private static final List<String> TABLES = List.of("customers", "orders", "items", "old_orders", "tiny");

    private static String things;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        things = Corpus.resource("mariadb-things.sql");
        try (Connection admin = SERVER.admin("mysql")) {
            Corpus.execute(admin, "CREATE DATABASE " + BASE);
            Corpus.execute(admin, "CREATE USER clerk");
        }
        try (Connection connection = SERVER.admin(BASE)) {
            for (String sql : Corpus.resource("mariadb-base.sql").split(";\n")) {
                Corpus.execute(connection, sql);
            }
        }
    }

    @TestFactory
    List<DynamicTest> saysWhatExecutingShows() {
        return CORPUS.tests(MariaDbCorpusTest::examine);
    }

    private static Observed examine(Case each, Set<String> found) throws SQLException {
        try (Connection admin = SERVER.admin("mysql")) {
            Corpus.execute(admin, "DROP DATABASE IF EXISTS " + COPY);
            Corpus.execute(admin, "CREATE DATABASE " + COPY + " DEFAULT CHARSET utf8mb4");
            for (String table : TABLES) {
                Corpus.execute(admin, "CREATE TABLE " + COPY + "." + table + " LIKE " + BASE + "." + table);
                Corpus.execute(admin, "INSERT INTO " + COPY + "." + table + " SELECT * FROM " + BASE + "." + table);
                Corpus.execute(admin, "ANALYZE TABLE " + COPY + "." + table);
            }
        }
        try (Connection session = SERVER.admin(COPY)) {
            for (String sql : each.before()) {
                Corpus.execute(session, sql);
            }
            new Examined(database(), PARSER, each.timeouts(), Truths.MANY)
                    .findings(false, each.migrations()).stream()
                            .filter(finding -> CORPUS.truths().rules().contains(finding.rule())
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
}
