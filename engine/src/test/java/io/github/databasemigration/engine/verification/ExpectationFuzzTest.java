package io.github.databasemigration.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** What a script expects is the same, read twice. */
class ExpectationFuzzTest {
    @FuzzTest
    void isTheSameTwice(byte[] data) {
        String script = new String(data, StandardCharsets.UTF_8);
        assertThat(Expectation.read(script)).isEqualTo(Expectation.read(script));
    }
}
