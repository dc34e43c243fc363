package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static Grants grants(String... lines) {
        return new Grants(List.of(lines));
    }

    @Test
    void aGrantOnTheServerIsOneOnEveryDatabase() {
        Grants grants = grants("GRANT SELECT, RELOAD, SET USER ON *.* TO `a`@`%` IDENTIFIED BY PASSWORD '*5B'");
        assertThat(grants.on("shop", "SELECT")).isTrue();
        assertThat(grants.on("shop", "CREATE")).isFalse();
        assertThat(grants.onServer("SUPER", "SET USER")).isTrue();
        assertThat(grants.onServer("SUPER")).isFalse();
    }

    @Test
    void databasesAreMatchedAsTheServerMatchesThem() {
        Grants grants = grants(
                "GRANT ALL PRIVILEGES ON `shop\\_%`.* TO `a`@`%`",
                "GRANT CREATE ON `x_y`.* TO `a`@`%`", "GRANT DROP ON `a``.b`.* TO `a`@`%` WITH GRANT OPTION");
        assertThat(grants.on("shop_scratch_1", "CREATE")).isTrue();
        assertThat(grants.on("shop", "CREATE")).isFalse();
        assertThat(grants.on("shopX1", "CREATE")).isFalse();
        assertThat(grants.on("xzy", "CREATE")).isTrue();
        assertThat(grants.on("a`.b", "DROP")).isTrue();
        assertThat(grants.on("axb", "DROP")).isFalse();
        assertThat(grants.onServer("CREATE")).isFalse();
    }

    @Test
    void whatIsGrantedOnOneTableOrAsARoleIsNoGrantOnTheDatabase() {
        Grants grants = grants("GRANT CREATE ON `shop`.`t` TO `a`@`%`", "GRANT `r` TO `a`@`%`");
        assertThat(grants.on("shop", "CREATE")).isFalse();
    }
}
