package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.SecretScan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The scan knows a password in all its clothes; otherwise no test that trusts it would prove anything. */
class SecretScanTest {
    private final SecretScan scan = new SecretScan(Canary.PASSWORD);

    @Test
    void findsEveryForm() {
        for (String form : new String[] {
            Canary.PASSWORD,
            URLEncoder.encode(Canary.PASSWORD, StandardCharsets.UTF_8),
            Canary.PASSWORD.replace("&", "&amp;").replace("\"", "&#34;").replace("'", "&#x27;"),
            Canary.PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""),
            HexFormat.of().formatHex(bytes(Canary.PASSWORD)),
            Canary.PASSWORD.substring(0, 9),
            Canary.PASSWORD.substring(6)
        }) {
            assertThat(scan.in("before " + form + " after")).as(form).isNotEmpty();
        }
    }

    @Test
    void findsItInTheMiddleOfBase64() {
        for (String user : new String[] {"", "a", "ab", "abc"}) {
            for (String after : new String[] {"", "1", "12"}) {
                byte[] login = bytes(user + Canary.PASSWORD + after);
                assertThat(scan.in(Base64.getEncoder().encodeToString(login))).isNotEmpty();
                assertThat(scan.in(Base64.getUrlEncoder().encodeToString(login)))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void findsNothingElse() {
        assertThat(scan.in("user shop, password ****, jdbc:postgresql://db/shop?a=b&c=d%20"))
                .isEmpty();
        assertThat(scan.in(Base64.getEncoder().encodeToString(bytes("shop:another password"))))
                .isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
