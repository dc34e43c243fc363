package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class H2AddressTest {
    @Test
    void aServerIsTheSameWithSlashesBeforeItAndWithout() {
        for (String url : new String[] {"jdbc:h2:tcp://localhost:9092/shop", "jdbc:h2:tcp:localhost:9092/shop"}) {
            H2Address address = H2Address.parse(url);

            assertThat(address.server()).isEqualTo("localhost:9092");
            assertThat(address.database()).isEqualTo("shop");
        }
    }
}
