package io.jenkins.plugins.databasemigration.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which signs a policy recognises a database, and when its windows are open. */
class RecognitionTest {
    @ParameterizedTest(name = "{0} {1} covers {2} {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            db.example.org    |       | db.example.org:5432          | shop | true
            db.example.org    |       | DB.Example.org:5433          | shop | true
            db.example.org    |       | db.example.org.:5432         | shop | true
            db.example.org:5432 |     | db.example.org:5433          | shop | false
            *.example.org     |       | db.example.org:5432          | shop | true
            *.example.org     |       | db.example.com:5432          | shop | false
            db.example.org    |       | db.example.com:1,db.example.org:5432 | shop | true
            db?.example.org   | shop* | db7.example.org:5432         | SHOP_EU | true
            db?.example.org   | shop* | db7.example.org:5432         | blog | false
                              | shop  | anywhere:5432                | shop | true
            10.0.1.*          |       | 10.0.1.7:3306                | shop | true
            localhost         |       | 127.0.0.1:5432               | shop | true
            localhost:5432    |       | 127.0.0.1:5433               | shop | false
            localhost:5432    |       | 127.0.0.1:5432               | shop | true
            127.0.0.1         |       | localhost:5432               | shop | true
            127.0.0.1         |       | [::ffff:127.0.0.1]:5432      | shop | true
            *::1*             |       | [::1]:5432                   | shop | true
            /srv/*            |       | /srv/shop.db                 | shop.db | true
            (none)            |       | /srv/shop.db                 | shop.db | false
                              | shop_acme | anywhere:5432            | shop_{target} | true
                              | *_acme, x | anywhere:5432            | SHOP_{target} | true
                              | sho?_*e | anywhere:5432              | shop_{target} | true
                              | blog*  | anywhere:5432               | shop_{target} | false
                              | shop_  | anywhere:5432               | shop_{target} | false
                              | shop   | anywhere:5432               | {target} | true
                              | *x*    | anywhere:5432               | {target}y{target} | true
            db.example.org    |       | {target}.example.com:5432    | shop | true
            db.example.org    | blog  | {target}.example.com:5432    | shop | false
            /srv/a*           |       | /srv/{target}.db             | {target}.db | true
            db.example.org    |       | /srv/{target}.db             | {target}.db | false
            """)
    void knowsAnAddress(String hosts, String databases, String servers, String database, boolean covered) {
        ProtectedDatabase policy = new ProtectedDatabase("p");
        policy.setHosts(hosts);
        policy.setDatabases(databases);

        assertThat(policy.covers(new Undertaking(null, "any", List.of(servers.split(",")), database, null)))
                .isEqualTo(covered);
    }

    @ParameterizedTest(name = "{0} {1} covers all of {2} {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
                              | shop_*    | anywhere:5432            | shop_{target} | true
                              | shop_?*   | anywhere:5432            | shop_{target} | true
                              | shop_??*  | anywhere:5432            | shop_{target} | false
                              | shop_?,shop_?? | anywhere:5432       | shop_{target} | false
                              | shop_acme | anywhere:5432            | shop_{target} | false
                              | shop_acme | anywhere:5432            | shop_acme | true
            *.example.org     |           | {target}.example.org:5432 | shop | true
            a.example.org     |           | {target}.example.org:5432 | shop | false
            db.example.org    |           | db.example.org:5432      | {target} | true
            """)
    void whereOthersAreRefusedAFleetIsCoveredAsAWhole(
            String hosts, String databases, String server, String database, boolean covered) {
        ProtectedDatabase policy = new ProtectedDatabase("p");
        policy.setHosts(hosts);
        policy.setDatabases(databases);

        assertThat(policy.coversAll(new Undertaking(null, "any", List.of(server), database, null)))
                .isEqualTo(covered);
    }

    @Test
    void oneSignIsEnough() {
        ProtectedDatabase policy = new ProtectedDatabase("p");
        assertThat(policy.covers(here("production", "shop-production"))).isFalse();
        policy.setEnvironments("prod*");
        assertThat(policy.covers(here("Production", null))).isTrue();
        assertThat(policy.covers(here("test", null))).isFalse();
        policy.setCredentialsIds("shop-production,other");
        assertThat(policy.covers(here("test", "shop-production"))).isTrue();
        assertThat(policy.covers(here("test", "shop-test"))).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-28T20:59:59Z, false",
        "2026-03-28T21:00:00Z, true",
        "2026-03-28T22:59:59Z, true",
        "2026-03-28T23:00:00Z, false",
        // In summer the same local time is an hour earlier.
        "2026-04-04T20:00:00Z, true",
        "2026-04-04T22:00:00Z, false",
        "2026-03-31T21:30:00Z, false"
    })
    void aWindowIsOpenInItsOwnTimeZone(Instant now, boolean open) {
        assertThat(new MaintenanceWindow("0 22 * * 6", "Europe/Berlin", 120).isOpen(now))
                .isEqualTo(open);
    }

    @Test
    void aWindowThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new MaintenanceWindow("whenever", "UTC", 60))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MaintenanceWindow("0 22 * * 6", "Berlin", 60))
                .isInstanceOf(java.time.DateTimeException.class);
        assertThatThrownBy(() -> new MaintenanceWindow("0 22 * * 6", "UTC", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new MaintenanceWindow("0 0 30 2 *", "UTC", 60).isOpen(Instant.now()))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} is at least {1}: {2}")
    @CsvSource({
        "none, none, true",
        "none, checksum, false",
        "checksum, readable, false",
        "readable, readable, true",
        "restore, checksum, true",
        "guessed, checksum, false"
    })
    void aProofIncludesTheWeakerOnes(String level, String least, boolean enough) {
        assertThat(ProofLevel.atLeast(level, least)).isEqualTo(enough);
    }

    private static Undertaking here(String environment, String credentialsId) {
        return new Undertaking(null, environment, List.of("db:5432"), "shop", credentialsId);
    }
}
