package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "5s, PT5S",
        "30m, PT30M",
        "2h, PT2H",
        "7d, PT168H",
        "none, PT0S",
        "999999999d, P999999999D"
    })
    void readsWhatItWrites(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @Test
    void writesTheLongestUnitThatFits() {
        assertThat(Durations.text(Duration.ofMinutes(120))).isEqualTo("2h");
        assertThat(Durations.text(Duration.ofSeconds(90))).isEqualTo("90s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "5", "05s", "5 s", "5S", "1h30m", "-1s", "1.5h", "1000000000d", "None", "5s\n"})
    void refusesEverythingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
