package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A duration that was read is written so that it is read again. */
class DurationsFuzzTest {
    @FuzzTest
    void comeBack(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Durations.parse(text).ifPresent(duration -> assertThat(Durations.parse(Durations.text(duration)))
                .contains(duration));
    }
}
