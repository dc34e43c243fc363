package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Reached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlAddressTest {
    @Test
    void readsEveryPart() {
        MysqlAddress address = MysqlAddress.parse("jdbc:mysql://[::1]:3307/my-shop?sslMode=trust&serverTimezone=UTC");
        assertThat(address.url()).isEqualTo("jdbc:mariadb://[::1]:3307/my-shop?sslMode=trust&serverTimezone=UTC");
        assertThat(address.server()).isEqualTo("[::1]:3307");
        assertThat(address.host()).isEqualTo("::1");
        assertThat(address.database()).isEqualTo("my-shop");
        assertThat(address.sqlAlchemyUrl()).isEqualTo("mysql+pymysql://[::1]:3307/my-shop?charset=utf8mb4");
    }

    @Test
    void anotherDatabaseKeepsTheRest() {
        assertThat(MysqlAddress.parse("jdbc:mariadb://db/shop?sslMode=trust").urlOf("$scratch\\1"))
                .isEqualTo("jdbc:mariadb://db/$scratch\\1?sslMode=trust");
        assertThat(MysqlAddress.parse("jdbc:mariadb:sequential://address=(host=db)(port=3307)/shop")
                        .urlOf("scratch"))
                .isEqualTo("jdbc:mariadb:sequential://address=(host=db)(port=3307)/scratch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://db/shop?user=ann&password=geheim",
                "jdbc:mysql://db/shop?password=geheim",
                "jdbc:mariadb://db:geheim/shop",
                "jdbc:mariadb:geheim",
                "jdbc:mariadb://db/",
                "jdbc:mariadb://db",
                "jdbc:mariadb://one,two/shop",
                "jdbc:mariadb:///shop?localSocket=/run/geheim",
            })
    void refusesWhatIsNotOneDatabaseOfOneServerWithoutShowingIt(String url) {
        assertThat(Reached.fault(FaultCode.CONFIGURATION_INVALID, () -> MysqlAddress.parse(url)))
                .hasMessageNotContaining("geheim");
    }
}
