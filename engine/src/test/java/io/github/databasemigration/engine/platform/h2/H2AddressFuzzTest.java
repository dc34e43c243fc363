package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JDBC URL is refused, or names a database, and a copy of it would be elsewhere. */
class H2AddressFuzzTest {
    @FuzzTest
    void isRefusedOrOneDatabase(byte[] data) throws Exception {
        String rest = new String(data, StandardCharsets.UTF_8);
        OnlyFaults.reading(() -> H2Address.parse(H2Address.SCHEME + rest)).ifPresent(address -> {
            H2Address copy = H2Address.parse(address.copyIn(Path.of("/scratch")));
            assertThat(copy.file()).isEqualTo(Path.of("/scratch/copy.mv.db"));
            assertThat(H2Address.parse(address.existing()).server()).isEqualTo(address.server());
        });
    }
}
