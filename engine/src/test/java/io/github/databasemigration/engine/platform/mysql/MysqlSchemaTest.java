package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlSchemaTest {
    private static TestDatabase owned;
    private static Database database;
    private static Database changing;

    @BeforeAll
    static void create() {
        owned = MariaDbServer.shared().createDatabase().execute(RichMysql.STATEMENTS);
        database = new MysqlPlatform().open(Reached.connecting(owned));
        changing = rich();
    }

    private static Database rich() {
        TestDatabase another = MariaDbServer.shared().createDatabase().execute(RichMysql.STATEMENTS);
        return new MysqlPlatform().open(Reached.connecting(another));
    }

    @Test
    void namesEveryObject() {
        assertThat(database.schema(Set.of()).keySet())
                .containsExactlyInAnyOrder(
                        "default collation",
                        "table customer",
                        "index customer.PRIMARY",
                        "index customer.mail",
                        "index customer.named",
                        "index customer.words",
                        "constraint customer.CONSTRAINT_1",
                        "constraint customer.named",
                        "trigger customer.polite",
                        "table order \"1\"",
                        "index order \"1\".PRIMARY",
                        "index order \"1\".somewhere",
                        "index order \"1\".of_customer",
                        "constraint order \"1\".of_customer",
                        "table part",
                        "table remembered",
                        "table empty_one",
                        "sequence numbers",
                        "view a_view",
                        "view b_view",
                        "procedure add_customer",
                        "function twice",
                        "event nightly");
    }

    @Test
    void definersCountersAndTheDatabasesNameAreNoPartOfIt() {
        SortedMap<String, String> schema = database.schema(Set.of());
        assertThat(schema.values()).noneMatch(text -> text.contains(owned.name()));
        assertThat(schema.get("table customer")).contains("AUTO_INCREMENT").doesNotContain("AUTO_INCREMENT=");
        assertThat(rich().schema(Set.of())).isEqualTo(schema);
    }

    @Test
    void ignoredTablesAreLeftOutWithAllThatBelongsToThem() {
        assertThat(database.schema(Set.of("CUSTOMER")).keySet())
                .contains("table part")
                .noneMatch(name -> name.contains(" customer"));
    }

    @Test
    void rowsAreCountedWithTheirHistory() {
        assertThat(database.rowCounts())
                .isEqualTo(Map.of("customer", 2L, "order \"1\"", 2L, "part", 2L, "remembered", 3L, "empty_one", 0L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ALTER TABLE empty_one ADD b INT                          | table empty_one
                    ALTER TABLE empty_one MODIFY a INT NOT NULL              | table empty_one
                    ALTER TABLE empty_one MODIFY a INT DEFAULT 7             | table empty_one
                    ALTER TABLE empty_one COMMENT = 'x'                      | table empty_one
                    ALTER TABLE empty_one COLLATE utf8mb4_bin                | table empty_one
                    ALTER TABLE empty_one ENGINE = MyISAM                    | table empty_one
                    ALTER TABLE empty_one ADD KEY k (a)                      | index empty_one.k
                    ALTER TABLE empty_one ADD CONSTRAINT c CHECK (a > 1)     | constraint empty_one.c
                    DROP VIEW a_view                                         | view a_view
                    CREATE OR REPLACE VIEW a_view AS SELECT 1 AS x           | view a_view
                    CREATE OR REPLACE TRIGGER polite BEFORE INSERT ON customer FOR EACH ROW SET NEW.name = 'x' | trigger customer.polite
                    CREATE OR REPLACE FUNCTION twice (a INT) RETURNS INT DETERMINISTIC RETURN a + a | function twice
                    ALTER EVENT nightly ON SCHEDULE EVERY 2 DAY              | event nightly
                    ALTER SEQUENCE numbers INCREMENT BY 5                    | sequence numbers
                    ALTER DATABASE COLLATE utf8mb4_unicode_ci                | default collation
                    """)
    void everyChangeShowsWhereItWasMade(String change, String name) {
        TestDatabase copy = MariaDbServer.shared().createDatabase().execute(RichMysql.STATEMENTS);
        copy.execute(change);
        SortedMap<String, String> before = database.schema(Set.of());
        SortedMap<String, String> after =
                new MysqlPlatform().open(Reached.connecting(copy)).schema(Set.of());
        Set<String> differing = new TreeSet<>(before.keySet());
        differing.addAll(after.keySet());
        differing.removeIf(key -> before.containsKey(key) && before.get(key).equals(after.get(key)));
        assertThat(differing).containsExactly(name);
    }

    @Test
    void whatIsNoChangeShowsNowhere() throws SQLException {
        Database copy = rich();
        SortedMap<String, String> before = copy.schema(Set.of());
        try (Connection admin = MariaDbServer.shared().admin(copy.target().database())) {
            admin.createStatement().execute("ALTER EVENT nightly DISABLE");
        }
        Reached.execute(
                copy,
                "INSERT INTO customer (name) VALUES ('z')",
                "DELETE FROM customer WHERE name = 'z!'",
                "DO NEXTVAL(numbers)",
                "ANALYZE TABLE customer");
        assertThat(copy.schema(Set.of())).isEqualTo(before);
    }

    @Test
    void aRoutineThatTheUserMayNotSeeIsNamedAllTheSame() throws SQLException {
        Database copy = rich();
        try (Connection admin = MariaDbServer.shared().admin(copy.target().database())) {
            admin.createStatement().execute("CREATE FUNCTION others () RETURNS INT DETERMINISTIC RETURN 1");
        }
        assertThat(copy.schema(Set.of()))
                .hasEntrySatisfying("function others", text -> assertThat(text).contains("may not see"));
    }
}
