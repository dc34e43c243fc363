package io.github.databasemigration.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whatever is in the file, it becomes a configuration or mistakes, and each of them has its place. */
class ConfigurationReaderFuzzTest {
    private static final Path FILE = OnlyFaults.file(ConfigurationReader.FILE);

    @FuzzTest
    void readsOrSaysWhatIsWrong(byte[] text) throws Exception {
        Files.write(FILE, text);
        Optional<Reading> reading = OnlyFaults.reading(() -> ConfigurationReader.readFile(FILE, Overrides.NONE));
        Optional<Reading> again = OnlyFaults.reading(() -> ConfigurationReader.readFile(FILE, Overrides.NONE));
        assertThat(again).isEqualTo(reading);
        reading.ifPresent(read -> {
            assertThat(read.read().isPresent()).isEqualTo(read.mistakes().isEmpty());
            assertThat(read.mistakes())
                    .allSatisfy(mistake -> assertThat(mistake.toString()).doesNotContain("\n"));
        });
    }
}
