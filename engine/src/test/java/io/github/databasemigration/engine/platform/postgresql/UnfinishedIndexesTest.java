package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.InvalidIndexes.Index;
import org.junit.jupiter.api.Test;

class UnfinishedIndexesTest {
    private final UnfinishedIndexes indexes = new UnfinishedIndexes(null);

    @Test
    void knowsAnIndexByItsNameAndItsTable() {
        String sql = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS By_Id ON ONLY shop.Orders USING btree (id);";

        assertThat(indexes.builtBy(sql, index("by_id", "orders"))).isTrue();
        assertThat(indexes.builtBy(sql, index("by_id", "customers"))).isFalse();
        assertThat(indexes.builtBy(sql, index("By_Id", "orders"))).isFalse();
        assertThat(indexes.builtBy(sql, index("by_name", "orders"))).isFalse();
    }

    @Test
    void readsQuotedNames() {
        String sql = "CREATE INDEX CONCURRENTLY \"by \"\"Id\"\"\" ON \"The Shop\".\"Orders\"(id)";

        assertThat(indexes.builtBy(sql, index("by \"Id\"", "Orders"))).isTrue();
        assertThat(indexes.builtBy(sql, index("by id", "Orders"))).isFalse();
    }

    @Test
    void leavesAloneWhatItCannotBeSureOf() {
        assertThat(indexes.builtBy("CREATE INDEX CONCURRENTLY ON t (id)", index("t_id_idx", "t")))
                .isFalse();
        assertThat(indexes.builtBy("CREATE INDEX i ON t (id)", index("i", "t"))).isFalse();
        assertThat(indexes.builtBy("SELECT 'CREATE INDEX CONCURRENTLY i ON t (id)'", index("i", "t")))
                .isFalse();
        assertThat(indexes.builtBy("DROP INDEX CONCURRENTLY i", index("i", "t")))
                .isFalse();
    }

    @Test
    void knowsWhichStatementsMayLeaveSomething() {
        assertThat(indexes.mayLeave("CREATE INDEX CONCURRENTLY i ON t (id)")).isTrue();
        assertThat(indexes.mayLeave("REINDEX TABLE CONCURRENTLY t;")).isTrue();
        assertThat(indexes.mayLeave("DROP INDEX CONCURRENTLY i")).isFalse();
        assertThat(indexes.mayLeave("VACUUM t")).isFalse();
        assertThat(indexes.mayLeave("ALTER TYPE kind ADD VALUE 'CREATE INDEX CONCURRENTLY i ON t (id)'"))
                .isFalse();
    }

    @Test
    void knowsWhatRebuildingLeaves() {
        assertThat(indexes.builtBy("REINDEX INDEX CONCURRENTLY public.i", index("i_ccnew", "t")))
                .isTrue();
        assertThat(indexes.builtBy("REINDEX INDEX CONCURRENTLY i", index("i_ccold1", "t")))
                .isTrue();
        assertThat(indexes.builtBy("REINDEX (VERBOSE) TABLE CONCURRENTLY t", index("i_ccnew", "t")))
                .isTrue();
        assertThat(indexes.builtBy("REINDEX TABLE CONCURRENTLY t", index("i", "t")))
                .isFalse();
        assertThat(indexes.builtBy("REINDEX INDEX CONCURRENTLY i", index("j_ccnew", "t")))
                .isFalse();
    }

    private static Index index(String name, String table) {
        return new Index(1, "public", name, table);
    }
}
