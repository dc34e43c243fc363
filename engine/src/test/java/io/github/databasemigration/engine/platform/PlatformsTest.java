package io.github.databasemigration.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformsTest {
    private final Platforms platforms = Platforms.installed();

    @Test
    void findsThePlatformOfAUrl() {
        assertThat(platforms.find("jdbc:postgresql://localhost/shop").name()).isEqualTo("postgresql");
        assertThat(platforms.find("jdbc:mariadb://localhost/shop").name()).isEqualTo("mysql");
        assertThat(platforms.find("jdbc:mysql://localhost/shop").name()).isEqualTo("mysql");
        assertThat(platforms.find("jdbc:sqlite:shop.db").name()).isEqualTo("sqlite");
        assertThat(platforms.find("jdbc:h2:mem:shop").name()).isEqualTo("h2");
    }

    @Test
    void saysWhatIsSupportedAndShowsNothingOfTheUrlButItsScheme() {
        assertThatThrownBy(() -> platforms.find("jdbc:oracle:thin:scott/tiger@host"))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.UNSUPPORTED);
                    assertThat(fault.getMessage()).contains("jdbc:oracle:").doesNotContain("tiger");
                    assertThat(fault.remedy()).contains("postgresql");
                });
        assertThatThrownBy(() -> platforms.find("scott:tiger@host"))
                .hasMessageContaining("scott:")
                .hasMessageNotContaining("tiger");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jdbc:postgresql:shop                                | localhost:5432     | shop
                    jdbc:postgresql://a,b:6000/my%20shop                | a:5432,b:6000      | my shop
                    jdbc:postgresql://a/shop?PGHOST=b                   | b:5432             | shop
                    jdbc:mysql://db.example.org/shop?useSSL=true        | db.example.org:3306| shop
                    jdbc:sqlite:/var/lib/../shop.db                     | /var/shop.db       | shop.db
                    jdbc:h2:file:/var/shop;MODE=MySQL                   | /var/shop.mv.db    | shop
                    jdbc:h2:tcp://db/~/shop                             | db                 | ~/shop
                    """)
    void readsWhereAUrlLeadsAsItsDriverDoes(String url, String servers, String database) {
        DatabaseAddress address = platforms.find(url).address(url);

        assertThat(String.join(",", address.servers())).isEqualTo(servers);
        assertThat(address.database()).isEqualTo(database);
    }
}
