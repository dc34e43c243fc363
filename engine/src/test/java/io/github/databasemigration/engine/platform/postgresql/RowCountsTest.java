package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowCountsTest {
    @Test
    void countsEveryTableThatHoldsRowsItself() {
        TestDatabase owned = PostgresServer.shared()
                .createDatabase()
                .execute(
                        "CREATE TABLE a AS SELECT generate_series(1, 10)",
                        "CREATE TABLE empty ()",
                        "CREATE SCHEMA \"My app\"",
                        "CREATE TABLE \"My app\".\"T\" AS SELECT generate_series(1, 3)",
                        "CREATE TABLE child () INHERITS (a)",
                        "INSERT INTO child VALUES (1), (2)",
                        "CREATE TABLE p (id int) PARTITION BY RANGE (id)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                        "INSERT INTO p VALUES (4)",
                        "CREATE VIEW v AS SELECT * FROM a",
                        "ANALYZE",
                        "INSERT INTO a VALUES (11)");
        assertThat(Opened.open(owned).rowCounts())
                .isEqualTo(Map.of(
                        "public.a",
                        11L,
                        "public.empty",
                        0L,
                        "\"My app\".\"T\"",
                        3L,
                        "public.child",
                        2L,
                        "public.p1",
                        1L));
    }

    @Test
    void allCountsAreOfOneMoment() throws Exception {
        TestDatabase owned = PostgresServer.shared().createDatabase().execute("CREATE TABLE a (x int)");
        try (Connection session = owned.connect()) {
            RowCounts.beginSnapshot(session);
            assertThat(RowCounts.in(session)).containsEntry("public.a", 0L);
            owned.execute("INSERT INTO a VALUES (1)");
            assertThat(RowCounts.in(session)).containsEntry("public.a", 0L);
        }
    }

    @Test
    void rowsHiddenByAPolicyAreAFaultAndNotASmallerNumber() {
        TestDatabase owned = PostgresServer.shared()
                .createDatabase()
                .execute(
                        "CREATE TABLE a (x int)",
                        "INSERT INTO a VALUES (1)",
                        "ALTER TABLE a ENABLE ROW LEVEL SECURITY",
                        "ALTER TABLE a FORCE ROW LEVEL SECURITY");
        assertThatThrownBy(() -> Opened.open(owned).rowCounts())
                .isInstanceOf(Fault.class)
                .hasMessageContaining("row-level security");
    }
}
