package io.jenkins.plugins.databasemigration.scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a scheduled rollback begins, as people and jobs write it. */
class RollbackTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

    @Test
    void lastsAnHourUnlessItSaysMore() {
        RollbackTime hour = RollbackTime.parse("2026-11-23T20:30+01:00[Europe/Berlin]");
        assertThat(hour.isOver(NOW)).isFalse();
        assertThat(hour.isOver(NOW.plus(Duration.ofMinutes(30)))).isTrue();
        assertThat(RollbackTime.parse("2026-11-23T20:30+01:00[Europe/Berlin]/PT2H")
                        .isOver(NOW.plus(Duration.ofMinutes(30))))
                .isFalse();
        assertThat(hour.until(NOW)).isEqualTo(Duration.ofMinutes(-30));
    }

    @Test
    void whatItSaysIsReadAsItWas() {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            RollbackTime time = new RollbackTime(
                    Instant.ofEpochSecond(random.nextLong(4_000_000_000L))
                            .atZone(ZoneId.of(zones.get(random.nextInt(zones.size())))),
                    Duration.ofSeconds(1 + random.nextInt(1_000_000)));
            assertThat(RollbackTime.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24T02:00Z/PT2562047788015215H",
                "+999999999-12-31T23:59:59Z/PT1H",
                "-999999999-01-01T00:00:00Z/PT1H"
            })
    void noTimeIsTooFarAway(String written) {
        RollbackTime time = RollbackTime.parse(written);
        assertThat(time.isOver(NOW)).isEqualTo(written.startsWith("-"));
        assertThat(time.until(NOW).isNegative()).isEqualTo(written.startsWith("-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "tonight",
                "2026-11-24T02:00",
                "2026-11-24T02:00Z/",
                "2026-11-24T02:00Z/PT0S",
                "2026-11-24T02:00Z/-PT1H",
                "2026-11-24T02:00+01:00[Europe/Nowhere]"
            })
    void whatIsNoTimeIsRefused(String written) {
        assertThatThrownBy(() -> RollbackTime.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a");
    }
}
