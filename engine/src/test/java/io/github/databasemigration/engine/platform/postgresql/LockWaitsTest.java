package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockWaitsTest {
    private final LockWaits locks = new LockWaits(null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN n int",
                "/* CALL */ UPDATE t SET name = 'CALL; DO' WHERE id = 1;",
                "CREATE INDEX CONCURRENTLY i ON t (id)",
                "REINDEX INDEX CONCURRENTLY i",
                "ALTER TABLE p DETACH PARTITION q"
            })
    void repeatsWhatIsItsOwnTransaction(String sql) {
        assertThat(locks.repeatable(sql, false)).isTrue();
        assertThat(locks.repeatable(sql, true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CALL batches()",
                "DO $$ BEGIN COMMIT; END $$",
                "VACUUM",
                "CLUSTER",
                "REINDEX SCHEMA CONCURRENTLY public",
                "ALTER TABLE p DETACH PARTITION q CONCURRENTLY",
                "INSERT INTO t VALUES (1); COMMIT; ALTER TABLE t ADD COLUMN n int"
            })
    void repeatsNothingThatMayBeHalfDone(String sql) {
        assertThat(locks.repeatable(sql, false)).isFalse();
    }

    @Test
    void letsOnlyConcurrentStatementsWait() {
        assertThat(locks.patient("create unique index concurrently if not exists i on t (id)", false))
                .isTrue();
        assertThat(locks.patient("REINDEX (VERBOSE) TABLE CONCURRENTLY t", false))
                .isTrue();
        assertThat(locks.patient("DROP INDEX CONCURRENTLY i", false)).isTrue();
        assertThat(locks.patient("DROP INDEX CONCURRENTLY i", true)).isFalse();
        assertThat(locks.patient("CREATE INDEX i ON t (id) -- CONCURRENTLY", false))
                .isFalse();
        assertThat(locks.patient("REFRESH MATERIALIZED VIEW CONCURRENTLY v", false))
                .isFalse();
    }

    @Test
    void knowsTheServersWordsForIt() {
        assertThat(locks.gaveUp("55P03", 0)).isTrue();
        assertThat(locks.gaveUp("40P01", 0)).isTrue();
        assertThat(locks.gaveUp("57014", 0)).isFalse();
        assertThat(locks.gaveUp("", 1205)).isFalse();
    }
}
