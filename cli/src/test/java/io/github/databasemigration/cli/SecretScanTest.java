package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.SecretScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scan knows a password in all its clothes; otherwise no test that trusts it would prove anything. */
class SecretScanTest {
    /** Whatever quotes or encodes it leaves no part of it that could be found as it is. */
    private static final String SECRET = "p'\\$ <&é\"=:%q'\\` >&ü\"!#%";

    @TempDir
    Path folder;

    private final SecretScan scan = new SecretScan(SECRET);

    @Test
    void findsEveryForm() throws Exception {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("raw", SECRET);
        forms.put("url", URLEncoder.encode(SECRET, StandardCharsets.UTF_8));
        forms.put("url, path", URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.put(
                "url, small", URLEncoder.encode(SECRET, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        forms.put("json", new ObjectMapper().writeValueAsString(SECRET));
        forms.put("json, ascii", json(SECRET));
        forms.put("properties", properties(SECRET));
        forms.put("xml", xml(SECRET, "&quot;", "&apos;"));
        forms.put("html of Jenkins", xml(SECRET, "&quot;", "&#039;").replace("&#039;", "&#39;"));
        forms.put("html of Python", xml(SECRET, "&quot;", "&#x27;"));
        forms.put("sql", SECRET.replace("'", "''"));
        forms.put("sql of MySQL", SECRET.replace("\\", "\\\\").replace("'", "\\'"));
        forms.put("shell", "'" + SECRET.replace("'", "'\\''") + "'");
        forms.put("shell of Python", "'" + SECRET.replace("'", "'\"'\"'") + "'");
        forms.put("shell, in double quotes", SECRET.replaceAll("[\\\\$`\"]", "\\\\$0"));
        forms.put("bash -x", shown(SECRET));
        forms.put("hex", HexFormat.of().formatHex(bytes(SECRET)));
        forms.put("HEX", HexFormat.of().withUpperCase().formatHex(bytes(SECRET)));
        forms.put("backwards", new StringBuilder(SECRET).reverse().toString());
        forms.put("masked at the end", SECRET.substring(0, 7) + "****");
        forms.put("masked at the start", "****" + SECRET.substring(SECRET.length() - 7));
        forms.put("masked in the middle", SECRET.substring(0, 8) + "****" + SECRET.substring(12));
        forms.put("masked around the middle", "****" + SECRET.substring(8, 16) + "****");

        forms.forEach((name, form) ->
                assertThat(scan.in("before " + form + " after")).as(name).isNotEmpty());
    }

    @Test
    void findsItInTheMiddleOfBase64() {
        for (String user : List.of("", "a", "ab", "abc")) {
            for (String after : List.of("", "1", "12")) {
                byte[] login = bytes(user + SECRET + after);
                assertThat(scan.in(Base64.getEncoder().encodeToString(login))).containsExactly("in Base64");
                assertThat(scan.in(Base64.getUrlEncoder().encodeToString(login)))
                        .containsExactly("in Base64");
            }
        }
    }

    @Test
    void findsItInBytesOfACrashDumpAlsoWhereTwoChunksMeet() throws IOException {
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE)) {
            for (int before : new int[] {0, 1, (1 << 18) - 5, 1 << 18, (1 << 20) + 3}) {
                ByteArrayOutputStream dump = new ByteArrayOutputStream();
                dump.write(new byte[before]);
                dump.write(SECRET.getBytes(charset));
                dump.write(new byte[1000]);
                Path file = Files.write(folder.resolve("heap.hprof"), dump.toByteArray());
                assertThat(scan.below(folder))
                        .as("%s after %d bytes", charset, before)
                        .isNotEmpty()
                        .allMatch(found -> found.startsWith(file + ": "));
            }
        }
    }

    @Test
    void opensArchivesAndThoseInThem() throws IOException {
        byte[] text = bytes("user shop, password " + SECRET);
        byte[] zipped = zip("secret.txt", text);
        for (byte[] archive :
                List.of(gzip(text), zipped, gzip(zipped), zip("inner.zip", zipped), zip("a.gz", gzip(text)))) {
            Files.write(folder.resolve("artifact"), archive);
            assertThat(scan.below(folder)).isNotEmpty();
        }
        Files.write(folder.resolve("artifact"), zip("user-" + SECRET, new byte[0]));
        assertThat(scan.below(folder)).isNotEmpty();
    }

    @Test
    void looksThroughWhatIsNoArchiveThoughItBeginsLikeOne() throws IOException {
        byte[] damaged = gzip(bytes("nothing in it"));
        damaged[damaged.length / 2] ^= 8;
        Files.write(folder.resolve("damaged.gz"), damaged);
        Files.write(folder.resolve("no.zip"), bytes("PK " + SECRET));
        assertThat(scan.below(folder)).isNotEmpty().allMatch(found -> found.contains("no.zip: "));
    }

    @Test
    void neverRepeatsTheSecret() throws IOException {
        Files.writeString(folder.resolve("log"), SECRET);
        assertThat(scan.in(scan.below(folder) + " " + scan.in(SECRET))).isEmpty();
    }

    @Test
    void findsNothingElse() throws IOException {
        SecretScan canary = new SecretScan(Canary.PASSWORD);
        for (String harmless : List.of(
                "user shop, password ****, jdbc:postgresql://db/shop?a=b&c=d%20",
                Base64.getEncoder().encodeToString(bytes("shop:another password")), "CanaryIT, Canary.PASSWORD")) {
            assertThat(scan.in(harmless)).isEmpty();
            assertThat(canary.in(harmless)).isEmpty();
        }
        Files.write(folder.resolve("empty.gz"), gzip(new byte[0]));
        assertThat(scan.below(folder)).isEmpty();
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder();
        for (char c : text.replace("\\", "\\\\").replace("\"", "\\\"").toCharArray()) {
            json.append(c < 128 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return json.toString();
    }

    private static String properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("password", text);
        StringWriter written = new StringWriter();
        properties.store(written, null);
        return written.toString();
    }

    private static String xml(String text, String quote, String apostrophe) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", quote)
                .replace("'", apostrophe);
    }

    /** As a shell shows a word that it ran, by its own means. */
    private static String shown(String text) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", "printf %q \"$1\"", "bash", text).start();
        byte[] out = shell.getInputStream().readAllBytes();
        assertThat(shell.waitFor()).isZero();
        return new String(out, StandardCharsets.UTF_8);
    }

    private interface Packing {
        OutputStream into(OutputStream out) throws IOException;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        return packed(content, GZIPOutputStream::new);
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        return packed(content, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.putNextEntry(new ZipEntry(name));
            return zip;
        });
    }

    private static byte[] packed(byte[] content, Packing packing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.into(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
