package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlLockWaitsTest {
    private final MysqlLockWaits locks = new MysqlLockWaits(null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN n INT, ALGORITHM=INSTANT",
                "CREATE UNIQUE INDEX i ON t (id)",
                "DROP INDEX i ON t",
                "DROP TABLE IF EXISTS t;",
                "CREATE TABLE t (id INT)",
                "RENAME TABLE a TO b, c TO d",
                "TRUNCATE TABLE t",
                "CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS SELECT 1"
            })
    void repeatsWhatWaitsBeforeItDoesAnything(String sql) {
        assertThat(locks.repeatable(sql, true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UPDATE t SET n = 1",
                "INSERT INTO t SELECT * FROM s",
                "CALL batches()",
                "CREATE TABLE t AS SELECT * FROM s",
                "CREATE OR REPLACE TABLE t (id INT)",
                "DROP TABLE a, b",
                "LOCK TABLES t WRITE",
                "OPTIMIZE TABLE t",
                "ALTER TABLE a ADD COLUMN n INT; ALTER TABLE b ADD COLUMN n INT"
            })
    void repeatsNothingThatMayBeHalfDone(String sql) {
        assertThat(locks.repeatable(sql, true)).isFalse();
    }

    @Test
    void knowsTheServersNumbersForIt() {
        assertThat(locks.gaveUp("HY000", 1205)).isTrue();
        assertThat(locks.gaveUp("40001", 1213)).isTrue();
        assertThat(locks.gaveUp("55P03", 0)).isFalse();
    }
}
