package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SwapTest {
    @Test
    void aLongNameIsCutBetweenLetters() {
        String kept = Swap.keptName("ü".repeat(31), Instant.parse("2026-11-22T10:11:12Z"));
        assertThat(kept).isEqualTo("ü".repeat(18) + "_before_20261122T101112000");
        assertThat(Swap.keptName("shop", Instant.EPOCH)).isEqualTo("shop_before_19700101T000000000");
    }
}
