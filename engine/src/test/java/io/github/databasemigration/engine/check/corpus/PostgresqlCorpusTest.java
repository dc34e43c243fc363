package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.Examined;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
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

    private static final Corpus CORPUS =
            new Corpus("PostgreSQL", "postgresql.sql", PostgresqlTruths.TRUTHS, each -> each.unsafe().stream()
                    .anyMatch(FAILING::contains));

    private static String things;
    private static Database base;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        things = Corpus.resource("postgresql-things.sql");
        try (Connection admin = SERVER.admin("postgres")) {
            Corpus.execute(admin, "CREATE DATABASE " + BASE);
            Corpus.execute(admin, "CREATE ROLE clerk");
        }
        try (Connection connection = SERVER.admin(BASE)) {
            Corpus.execute(connection, Corpus.resource("postgresql-base.sql"));
        }
        base = database(BASE);
    }

    @TestFactory
    List<DynamicTest> saysWhatExecutingShows() {
        return CORPUS.tests(PostgresqlCorpusTest::examine);
    }

    /** A case that leaves something runs on a copy of its own. */
    private static Observed examine(Case each, Set<String> found) throws SQLException {
        boolean alone = !each.transactional() || !each.before().isEmpty();
        String name = alone ? BASE + "_case" : BASE;
        if (alone) {
            try (Connection admin = SERVER.admin("postgres")) {
                Corpus.execute(admin, "DROP DATABASE IF EXISTS " + name);
                Corpus.execute(admin, "CREATE DATABASE " + name + " TEMPLATE " + BASE);
            }
        }
        try (Connection session = SERVER.admin(name);
                Connection other = SERVER.admin(name);
                Connection writer = SERVER.admin(name)) {
            for (String sql : each.before()) {
                try {
                    Corpus.execute(session, sql);
                } catch (SQLException e) {
                    // Some fail on purpose: an index that stays invalid.
                }
            }
            Database database = alone ? database(name) : base;
            new Examined(database, PARSER, each.timeouts(), Truths.MANY)
                    .findings(each.transactional(), each.migrations()).stream()
                            .filter(finding -> CORPUS.truths().rules().contains(finding.rule()))
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
}
