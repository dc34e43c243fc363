package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.util.Map;

/** What resolves has neither user nor password in it, as far as its form tells. */
class DatabaseUrlFuzzTest {
    @FuzzTest
    void isRefusedOrResolved(FuzzedDataProvider data) throws Exception {
        String value = data.consumeString(40);
        String written = data.consumeRemainingAsString();
        if (DatabaseUrl.wrong(written).isEmpty()) {
            OnlyFaults.reading(() -> DatabaseUrl.resolve(written, "production", Map.of("A", value)))
                    .ifPresent(url -> assertThat(url).startsWith("jdbc:").doesNotContainIgnoringCase("?password="));
        }
    }
}
