package io.github.databasemigration.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void comparesNumbersAndNotText() {
        assertThat(Versions.compare("10.9", "10.11")).isNegative();
        assertThat(Versions.compare("10.11.2", "10.11")).isPositive();
        assertThat(Versions.compare("8", "8.0.0")).isZero();
    }
}
