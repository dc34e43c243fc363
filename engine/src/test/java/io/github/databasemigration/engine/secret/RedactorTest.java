package io.github.databasemigration.engine.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.testkit.Canary;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorTest {
    private static final String LETTERS = "abcxyzABCXYZ0189 '$\"&\\%:@/;,=+-_~!#?*()[]{}<>|^`.üßéñ€漢😀";

    /** What writers of logs, URLs, statements and shell lines do with a password, outer quotes left off. */
    private static final Map<String, UnaryOperator<String>> ENCODINGS = new LinkedHashMap<>();

    static {
        ENCODINGS.put("raw", text -> text);
        ENCODINGS.put("form-encoded", text -> URLEncoder.encode(text, UTF_8));
        ENCODINGS.put("form-encoded, lower case", text -> lowerCaseHex(URLEncoder.encode(text, UTF_8)));
        for (String safe : List.of("", "/", "-._~", "-._~!$&'()*+,;=", "-._~!$&'()*+,;=:@/?", "-_.!~*'()")) {
            ENCODINGS.put("percent-encoded but " + safe, text -> percentEncoded(text, safe, "%%%02X"));
            ENCODINGS.put("percent-encoded, lower case, but " + safe, text -> percentEncoded(text, safe, "%%%02x"));
        }
        ENCODINGS.put("percent-encoded twice", text -> URLEncoder.encode(URLEncoder.encode(text, UTF_8), UTF_8));
        ENCODINGS.put("JSON", RedactorTest::json);
        ENCODINGS.put("JSON, ASCII only", text -> escaped(json(text), "\\u%04x"));
        ENCODINGS.put("JSON, slash escaped", text -> json(text).replace("/", "\\/"));
        ENCODINGS.put("JSON in JSON", text -> json(json(text)));
        ENCODINGS.put("JSON in a URL", text -> URLEncoder.encode(json(text), UTF_8));
        ENCODINGS.put("XML", RedactorTest::xml);
        ENCODINGS.put("XML, ASCII only", text -> entities(xml(text), "&#%d;"));
        ENCODINGS.put("XML, ASCII only, hex", text -> entities(xml(text), "&#x%X;"));
        ENCODINGS.put("XML, twice", text -> xml(xml(text)));
        ENCODINGS.put("SQL", text -> text.replace("'", "''"));
        ENCODINGS.put("SQL identifier", text -> text.replace("\"", "\"\""));
        ENCODINGS.put("MySQL", text -> text.replaceAll("['\"\\\\]", "\\\\$0"));
        ENCODINGS.put("PostgreSQL E-string", text -> text.replace("\\", "\\\\").replace("'", "''"));
        ENCODINGS.put("shell, single quotes", text -> text.replace("'", "'\\''"));
        ENCODINGS.put("shell, as shlex does", text -> text.replace("'", "'\"'\"'"));
        ENCODINGS.put("shell, double quotes", text -> text.replaceAll("[$`\"\\\\]", "\\\\$0"));
        ENCODINGS.put("shell, bare", text -> text.replaceAll("[^A-Za-z0-9]", "\\\\$0"));
        ENCODINGS.put("bytes, octal", text -> bytes(text, "\\%03o"));
        ENCODINGS.put("Python bytes", text -> bytes(text.replace("\\", "\\\\").replace("'", "\\'"), "\\x%02x"));
        ENCODINGS.put("Python ini", text -> text.replace("%", "%%"));
        ENCODINGS.put("Compose", text -> text.replace("$", "$$"));
        ENCODINGS.put("Java source", text -> escaped(text.replaceAll("[\"'\\\\]", "\\\\$0"), "\\u%04X"));
        ENCODINGS.put("Java properties", RedactorTest::property);
        ENCODINGS.put("wrong character set", text -> new String(text.getBytes(UTF_8), ISO_8859_1));
        ENCODINGS.put("no character set", text -> text.replaceAll("[^\\x00-\\x7f]", "?"));
        ENCODINGS.put("no character set, bytes", text -> bytes(text, "?"));
        ENCODINGS.put("hex", text -> HexFormat.of().formatHex(text.getBytes(UTF_8)));
        ENCODINGS.put("HEX", text -> HexFormat.of().withUpperCase().formatHex(text.getBytes(UTF_8)));
    }

    static List<String> passwords() {
        Random random = new Random(20261101);
        List<String> passwords = new ArrayList<>(List.of(
                Canary.PASSWORD,
                "secret",
                "a%5Cx'y",
                "\\\\\\\\",
                "''''''",
                "%25%25",
                "p@ss/w:rd?x",
                "****",
                "$1${HOME}\\1",
                "e\u0301te\u0301"));
        int[] letters = LETTERS.codePoints().toArray();
        for (int i = 0; i < 60; i++) {
            passwords.add(random.ints(4 + random.nextInt(20), 0, letters.length)
                    .mapToObj(letter -> Character.toString(letters[letter]))
                    .collect(Collectors.joining()));
        }
        return passwords;
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void leavesNothingOfAPasswordInAnyEncoding(String password) {
        Redactor redactor = Redactor.of(Secret.of(password));

        ENCODINGS.forEach((name, encoding) -> {
            // What escapes the first character or doubles the last may stay: it is not the secret.
            assertThat(redactor.redact("no login |" + encoding.apply(password) + "| for shop"))
                    .as(name)
                    .matches("no login \\|[\\\\%25Cc]{0,16}\\*{4}[^\\p{L}\\p{N}]{0,3}\\| for shop");
        });
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void leavesNothingOfAPasswordInBase64WhateverStandsAroundIt(String password) {
        Redactor redactor = Redactor.of(Secret.of(password));

        for (String around : List.of("", "a", "ab", "shop:", "shop :", "shop  :")) {
            byte[] bytes = (around + password + around).getBytes(UTF_8);
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder(),
                    Base64.getEncoder().withoutPadding())) {
                String text = encoder.encodeToString(bytes);
                assertThat(redactor.redact("Authorization: Basic " + text + "\n"))
                        .isEqualTo("Authorization: Basic ****\n");
                assertThat(redactor.redact("?auth=" + URLEncoder.encode(text, UTF_8) + "&x=1"))
                        .doesNotContain(text.substring(text.length() / 2 - 1, text.length() / 2 + 1) + "=")
                        .contains("****");
            }
        }
    }

    @Test
    void leavesOtherTextsAlone() {
        Redactor redactor = Redactor.of(Secret.of(Canary.PASSWORD), Secret.of("tr0ub4dor&3"));
        String log = "ERROR: relation \"orders\" does not exist (SQLSTATE 42P01) 100 % \\u0041 &amp; 'x''y' c2hvcA==\n";

        assertThat(redactor.redact(log)).isEqualTo(log);
        // No literal: nothing that the build leaves may look like the password.
        String loud = Canary.PASSWORD.replace("aNa", "ANA");
        assertThat(loud).isNotEqualTo(Canary.PASSWORD);
        assertThat(redactor.redact(loud)).isEqualTo(loud);
    }

    @Test
    void takesOutEveryOccurrenceOfEverySecretTheLongestWhole() {
        Redactor redactor = Redactor.of(Secret.of("hunter2"), Secret.of("hunter2-extra"), Secret.of("ter2-e"));

        assertThat(redactor.redact("hunter2-extra, hunter2, xhunter2y")).isEqualTo("****, ****, x****y");
    }

    @Test
    void doesNotChangeWhatItHasRedacted() {
        Redactor redactor = Redactor.of(Secret.of(Canary.PASSWORD));
        String once = redactor.redact("jdbc:postgresql://a:" + Canary.PASSWORD + "@h/d?password=" + Canary.PASSWORD);

        assertThat(redactor.redact(once)).isEqualTo(once);
    }

    @Test
    void takesOutEachLineOfASecretWithSeveral() {
        assertThat(Redactor.of(Secret.of("first-line\nsecond-line")).redact("1: first-line\n2: second-line"))
                .isEqualTo("1: ****\n2: ****");
    }

    @Test
    void takesVeryShortSecretsOutWhereAValueStandsAndNowhereElse() {
        Redactor redactor = Redactor.of(Secret.of("a"), Secret.of("ü'1"));

        assertThat(redactor.redact(
                        "Rejected password 'a' for a user: {password=a, user=shop}, \"a\", x:a@h, has a table"))
                .isEqualTo("Rejected password '****' for a user: {password=****, user=shop}, \"****\", x:****@h,"
                        + " has a table");
        assertThat(redactor.redact("'ü''1'")).isEqualTo("'****'");
    }

    @Test
    void knowsNothingOfAnEmptySecret() {
        assertThat(Redactor.of(Secret.of("")).redact("''")).isEqualTo("''");
    }

    @Test
    void takesThePasswordOfCredentials() {
        Credentials credentials = new Credentials(Optional.of("shop"), Optional.of(Secret.of("open sesame")));

        assertThat(Redactor.of(credentials).redact("shop/open+sesame")).isEqualTo("shop/****");
        assertThat(Redactor.of(Credentials.NONE).redact("shop/open+sesame")).isEqualTo("shop/open+sesame");
    }

    @Test
    void takesTheEmptyTextForNull() {
        assertThat(Redactor.NONE.redact(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    jdbc:postgresql://shop:s3cret@db/shop               | jdbc:postgresql://shop:****@db/shop
                    jdbc:postgresql://shop:s3@cr/et@db:5432/shop        | jdbc:postgresql://shop:****@db:5432/shop
                    url "mysql://:x@h/d" and 'http://u:p@h'             | url "mysql://:****@h/d" and 'http://u:****@h'
                    postgresql+psycopg2://shop:1234/5@db/shop           | postgresql+psycopg2://shop:****@db/shop
                    jdbc:mysql://db:3306/shop?user=shop@tenant          | jdbc:mysql://db:3306/shop?user=shop@tenant
                    jdbc:mariadb://a:3306,b:3306/shop?user=a@b          | jdbc:mariadb://a:3306,b:3306/shop?user=a@b
                    jdbc:postgresql://[::1]:5432/shop?user=a@b          | jdbc:postgresql://[::1]:5432/shop?user=a@b
                    see http://h:80 or write to me@example.org          | see http://h:80 or write to me@example.org
                    jdbc:postgresql://db/shop?password=s3cret&ssl=true  | jdbc:postgresql://db/shop?password=****&ssl=true
                    jdbc:postgresql://db/shop?user=a&Password=s3,c%26   | jdbc:postgresql://db/shop?user=a&Password=****
                    jdbc:h2:mem:x;USER=sa;PASSWORD=f ile;MODE=MySQL     | jdbc:h2:mem:x;USER=sa;PASSWORD=**** ile;MODE=MySQL
                    ?sslpassword=abc&trustStorePassword=def&pwd=ghi     | ?sslpassword=****&trustStorePassword=****&pwd=****
                    connect(user='a', password='it\\'s', port=1)        | connect(user='a', password=****, port=1)
                    {"url":"jdbc:x://h/d?password=abc","next":1}        | {"url":"jdbc:x://h/d?password=****","next":1}
                    password authentication failed (using password: YES)| password authentication failed (using password: YES)
                    """)
    void takesThePasswordOutOfAnyUrlThoughItIsUnknown(String text, String expected) {
        assertThat(Redactor.NONE.redact(text)).isEqualTo(expected);
    }

    @Test
    void isLinearInTextsMadeToConfuseIt() {
        Redactor redactor = Redactor.of(Secret.of("\\'%\\'%\\'%x"), Secret.of("A".repeat(2_000) + "B"));
        String confusing = "\\".repeat(50_000) + "'".repeat(50_000) + "%25".repeat(20_000) + "A".repeat(5_000);

        assertThat(redactor.redact(confusing)).isEqualTo(confusing);
    }

    private static String json(String text) {
        String quoted = Json.canonical(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String entities(String text, String format) {
        return text.codePoints()
                .mapToObj(c -> c < 0x80 ? Character.toString(c) : format.formatted(c))
                .collect(Collectors.joining());
    }

    /** Each UTF-16 unit beyond ASCII in a format. */
    private static String escaped(String text, String format) {
        return text.chars()
                .mapToObj(c -> c < 0x80 ? Character.toString(c) : format.formatted(c))
                .collect(Collectors.joining());
    }

    /** Each UTF-8 byte beyond ASCII in a format. */
    private static String bytes(String text, String format) {
        byte[] bytes = text.getBytes(UTF_8);
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> bytes[i] >= 0 ? Character.toString(bytes[i]) : format.formatted(bytes[i] & 0xff))
                .collect(Collectors.joining());
    }

    private static String percentEncoded(String text, String safe, String format) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            boolean kept = b > 0 && (Character.isLetterOrDigit(b) || safe.indexOf(b) >= 0);
            encoded.append(kept ? Character.toString(b) : format.formatted(b & 0xff));
        }
        return encoded.toString();
    }

    private static String lowerCaseHex(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 3)) {
            lower.replace(i, i + 3, encoded.substring(i, i + 3).toLowerCase(java.util.Locale.ROOT));
        }
        return lower.toString();
    }

    private static String property(String text) {
        try {
            StringWriter written = new StringWriter();
            Properties properties = new Properties();
            properties.setProperty("p", text);
            properties.store(written, null);
            String line = written.toString()
                    .lines()
                    .filter(each -> each.startsWith("p="))
                    .findFirst()
                    .orElseThrow();
            return line.substring(2);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
