package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Reached;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2SchemaTest {
    private static Database database;

    @BeforeAll
    static void create() {
        database = rich("schema");
    }

    private static Database open(String name) {
        return new H2Platform().open(Reached.connecting("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "app", "x"));
    }

    private static Database rich(String name) {
        Database rich = open(name);
        Reached.execute(rich, RichH2.STATEMENTS);
        return rich;
    }

    @Test
    void namesEveryObject() {
        assertThat(database.schema(Set.of()).keySet())
                .containsExactlyInAnyOrder(
                        "schema PUBLIC",
                        "schema other \"one\"",
                        "domain PUBLIC.EMAIL",
                        "constant PUBLIC.ANSWER",
                        "table PUBLIC.CUSTOMER",
                        "constraint PUBLIC.CUSTOMER.CONSTRAINT_5",
                        "constraint PUBLIC.CUSTOMER.CONSTRAINT_52",
                        "constraint PUBLIC.CUSTOMER.UNIQUE_NAME",
                        "index PUBLIC.CUSTOMER.NAMED",
                        "trigger PUBLIC.CUSTOMER.POLITE",
                        "table PUBLIC.EMPTY_ONE",
                        "table other \"one\".order 1",
                        "constraint other \"one\".order 1.CONSTRAINT_B",
                        "constraint other \"one\".order 1.CONSTRAINT_B8",
                        "view PUBLIC.RICH",
                        "view PUBLIC.A_VIEW",
                        "sequence PUBLIC.NUMBERS",
                        "routine PUBLIC.TWICE",
                        "synonym PUBLIC.PEOPLE");
    }

    @Test
    void theDatabasesNameAndCountersAreNoPartOfIt() {
        SortedMap<String, String> schema = database.schema(Set.of());
        Database other = rich("schema_other");
        Reached.execute(
                other,
                "SELECT NEXT VALUE FOR numbers",
                "INSERT INTO customer (name) VALUES ('z')",
                "DELETE FROM customer WHERE name = 'z'",
                "ANALYZE");
        assertThat(other.schema(Set.of())).isEqualTo(schema);
    }

    @Test
    void ignoredTablesAreLeftOutWithAllThatBelongsToThem() {
        assertThat(database.schema(Set.of("customer")).keySet())
                .contains("table PUBLIC.EMPTY_ONE")
                .noneMatch(name -> name.contains("CUSTOMER"));
    }

    @Test
    void countsRows() {
        assertThat(database.rowCounts())
                .isEqualTo(Map.of("PUBLIC.CUSTOMER", 2L, "PUBLIC.EMPTY_ONE", 0L, "other \"one\".order 1", 2L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ALTER TABLE empty_one ADD b INT                        | table PUBLIC.EMPTY_ONE
                    ALTER TABLE empty_one ALTER COLUMN a SET NOT NULL      | table PUBLIC.EMPTY_ONE
                    ALTER TABLE empty_one ALTER COLUMN a SET DEFAULT 7     | table PUBLIC.EMPTY_ONE
                    ALTER TABLE empty_one ALTER COLUMN a BIGINT            | table PUBLIC.EMPTY_ONE
                    COMMENT ON TABLE empty_one IS 'x'                      | table PUBLIC.EMPTY_ONE
                    COMMENT ON COLUMN empty_one.a IS 'x'                   | table PUBLIC.EMPTY_ONE
                    CREATE INDEX k ON empty_one (a DESC)                   | index PUBLIC.EMPTY_ONE.K
                    ALTER TABLE empty_one ADD CONSTRAINT c CHECK (a > 1)   | constraint PUBLIC.EMPTY_ONE.C
                    DROP VIEW a_view                                       | view PUBLIC.A_VIEW
                    ALTER SEQUENCE numbers INCREMENT BY 5                  | sequence PUBLIC.NUMBERS
                    COMMENT ON DOMAIN email IS 'x'                         | domain PUBLIC.EMAIL
                    CREATE SCHEMA fresh                                    | schema FRESH
                    DROP SYNONYM people                                    | synonym PUBLIC.PEOPLE
                    DROP CONSTANT answer                                   | constant PUBLIC.ANSWER
                    DROP TRIGGER polite                                    | trigger PUBLIC.CUSTOMER.POLITE
                    DROP ALIAS twice                                       | routine PUBLIC.TWICE
                    """)
    void everyChangeShowsWhereItWasMade(String change, String name) {
        Database changing = open("changing");
        if (changing.schema(Set.of()).size() == 1) {
            Reached.execute(changing, RichH2.STATEMENTS);
        }
        SortedMap<String, String> before = changing.schema(Set.of());
        Reached.execute(changing, change);
        SortedMap<String, String> after = changing.schema(Set.of());
        Set<String> differing = new TreeSet<>(before.keySet());
        differing.addAll(after.keySet());
        differing.removeIf(key -> before.containsKey(key) && before.get(key).equals(after.get(key)));
        assertThat(differing).containsExactly(name);
    }

    @Test
    void whoMayNotChangeTheSchemaIsToldSo(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("rights");
        Database owned = new H2Platform().open(Reached.connecting(url, "app", "x"));
        Reached.execute(
                owned,
                "CREATE USER reader PASSWORD 'x'",
                "CREATE USER changer PASSWORD 'x'",
                "GRANT ALTER ANY SCHEMA TO changer");
        Database reader = new H2Platform().open(Reached.connecting(url, "reader", "x"));
        assertThat(Reached.fault(FaultCode.READ_ONLY, reader::checkWritable)).hasMessageContaining("READER");
        new H2Platform().open(Reached.connecting(url, "changer", "x")).checkWritable();
        assertThat(owned.schema(Set.of())).hasSize(1);
        assertThat(reader.schema(Set.of())).isEqualTo(owned.schema(Set.of()));
        Database closed = new H2Platform().open(Reached.connecting(url + ";ACCESS_MODE_DATA=r", "app", "x"));
        assertThat(Reached.fault(FaultCode.READ_ONLY, closed::checkWritable)).hasMessageContaining("read-only");
    }
}
