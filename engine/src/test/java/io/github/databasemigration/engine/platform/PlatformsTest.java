package io.github.databasemigration.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import org.junit.jupiter.api.Test;

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
}
