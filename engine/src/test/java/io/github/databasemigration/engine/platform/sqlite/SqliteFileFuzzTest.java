package io.github.databasemigration.engine.platform.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.nio.charset.StandardCharsets;

/** A JDBC URL is refused, or is the same file when it is written and read again. */
class SqliteFileFuzzTest {
    @FuzzTest
    void comesBack(byte[] data) throws Exception {
        String rest = new String(data, StandardCharsets.UTF_8);
        OnlyFaults.reading(() -> SqliteFile.parse(SqliteFile.SCHEME + rest))
                .ifPresent(file -> assertThat(SqliteFile.parse(file.url())).isEqualTo(file));
    }
}
