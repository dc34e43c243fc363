package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example/shop",
                "jdbc:postgresql:shop",
                "jdbc:postgresql://db.example:6543/shop",
                "jdbc:postgresql://one:1,two:2/shop",
                "jdbc:postgresql://[::1]:5432/shop",
                "jdbc:postgresql://h/a%20b%2F%25?sslmode=require&options=-c%20role%3Downer"
            })
    void anAddressIsTheSameAfterWritingItsUrl(String url) {
        Address address = Address.parse(url);
        assertThat(Address.parse(address.url())).isEqualTo(address);
    }

    @Test
    void readsEveryPart() {
        Address address = Address.parse("jdbc:postgresql://[::1]:6000,db/a%20b?sslmode=require");
        assertThat(address.hosts()).containsExactly(new Address.Host("::1", 6000), new Address.Host("db", 5432));
        assertThat(address.server()).isEqualTo("[::1]:6000,db:5432");
        assertThat(address.database()).isEqualTo("a b");
        assertThat(address.parameters()).containsOnly(Map.entry("sslmode", "require"));
    }

    @Test
    void anotherDatabaseKeepsTheParameters() {
        assertThat(Address.parse("jdbc:postgresql://db/shop?sslmode=require")
                        .to("sc/ratch")
                        .url())
                .isEqualTo("jdbc:postgresql://db:5432/sc%2Fratch?sslmode=require");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/shop?user=ann&password=geheim",
                "jdbc:postgresql://db/shop?sslpassword=geheim",
                "jdbc:postgresql://db:port/shop",
                "jdbc:postgresql://db",
                "jdbc:postgresql://db/",
                "jdbc:postgresql://ann:geheim@db/shop",
                "jdbc:postgresql://db/shop?options=%geheim",
            })
    void refusesAUrlThatHoldsASecretOrCannotBeReadWithoutShowingIt(String url) {
        assertThatThrownBy(() -> Address.parse(url)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID);
            assertThat(fault.getMessage()).doesNotContain("geheim");
        });
    }

    @Test
    void saysTheParametersThatMatterInTheWordsOfLibpq() {
        Address address = Address.parse("jdbc:postgresql://db/shop?sslrootcert=/ca.pem&ssl=true&currentSchema=my%20app"
                + "&options=-c%20role=owner&prepareThreshold=0");
        assertThat(Libpq.parameters(address))
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/ca.pem")
                .containsEntry("options", "-c role=owner -c search_path=my\\ app")
                .hasSize(3);
    }
}
