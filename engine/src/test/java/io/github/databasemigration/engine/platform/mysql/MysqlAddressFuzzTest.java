package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.nio.charset.StandardCharsets;

/** A JDBC URL is refused, or names one server and one database, and may name another one there. */
class MysqlAddressFuzzTest {
    @FuzzTest
    void isRefusedOrOneDatabase(byte[] data) throws Exception {
        String rest = new String(data, StandardCharsets.UTF_8);
        OnlyFaults.reading(() -> MysqlAddress.parse("jdbc:mariadb:" + rest)).ifPresent(address -> {
            MysqlAddress other = MysqlAddress.parse(address.urlOf("other"));
            assertThat(other.database()).isEqualTo("other");
            assertThat(other.server()).isEqualTo(address.server());
            assertThat(address.sqlAlchemyUrl()).startsWith("mysql+pymysql://" + address.server() + "/");
        });
    }
}
