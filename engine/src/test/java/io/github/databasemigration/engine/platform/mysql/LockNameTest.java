package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockNameTest {
    @Test
    void aNameIsReadableWhereItFitsAndUniqueWhereItDoesNot() {
        assertThat(new LockName("shop").right()).isEqualTo("database-migration:shop");
        String one = new LockName("x".repeat(63) + "1").right();
        String other = new LockName("x".repeat(63) + "2").right();
        assertThat(one).hasSizeLessThanOrEqualTo(64).isNotEqualTo(other);
        assertThat(new LockName("shop").bit(63)).hasSizeLessThanOrEqualTo(64);
    }
}
