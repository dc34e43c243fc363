package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.nio.charset.StandardCharsets;

/** A JDBC URL is refused, or is the same address when it is written and read again. */
class AddressFuzzTest {
    @FuzzTest
    void comesBack(byte[] data) throws Exception {
        String rest = new String(data, StandardCharsets.UTF_8);
        OnlyFaults.reading(() -> Address.parse("jdbc:postgresql:" + rest)).ifPresent(address -> {
            assertThat(Address.parse(address.url())).isEqualTo(address);
            assertThat(address.to("other").database()).isEqualTo("other");
        });
    }
}
