package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.MigrationVersion;

/** A name of a script is read, or it is said how it should be. */
class ScriptNameFuzzTest {
    @FuzzTest
    void isReadOrExplained(byte[] data) {
        String name = new String(data, StandardCharsets.UTF_8);
        try {
            ScriptName read = ScriptName.parse(name + ".sql");
            read.version().ifPresent(version -> assertThat(MigrationVersion.fromVersion(version.getVersion()))
                    .isEqualByComparingTo(version));
        } catch (ScriptName.Malformed malformed) {
            assertThat(malformed.getMessage()).isNotBlank();
            assertThat(malformed.advice()).isNotBlank();
        }
    }
}
