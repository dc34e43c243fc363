package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.airlift.compress.zstd.ZstdOutputStream;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
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
        byte[] text = bytes(noise() + SECRET + noise());
        byte[] zipped = zip("secret.txt", text);
        Map<String, byte[]> archives = new LinkedHashMap<>();
        archives.put("gzip", gzip(text));
        archives.put("zip", zipped);
        archives.put("gzip of zip", gzip(zipped));
        archives.put("zip of zip", zip("inner.zip", zipped));
        archives.put("zip of gzip", zip("a.gz", gzip(text)));
        archives.put("zstd", zstd(text));
        archives.put("tar of zstd", tar("a.zst", zstd(text)));
        archives.put("zstd of tar of zip", zstd(tar("inner.zip", zipped)));
        archives.put("tar.gz of tar.gz", gzip(tar("inner.tgz", gzip(tar("secret.txt", text)))));
        archives.put("zip of tar.zst of jar of gzip", zip("a", zstd(tar("b", zip("c", gzip(text))))));
        archives.put("tar of two, in the second", tar("first", new byte[700], "second.gz", gzip(text)));
        archives.put("two frames of zstd", joined(zstd(bytes("harmless")), zstd(text)));
        for (Map.Entry<String, byte[]> archive : archives.entrySet()) {
            assertThat(scan.in(new String(archive.getValue(), StandardCharsets.ISO_8859_1)))
                    .as("%s hides it", archive.getKey())
                    .isEmpty();
            Files.write(folder.resolve("artifact"), archive.getValue());
            assertThat(scan.below(folder)).as(archive.getKey()).isNotEmpty();
        }
        assertThat(scan.closed()).isEmpty();
        Files.write(folder.resolve("artifact"), zip("user-" + SECRET, new byte[0]));
        assertThat(scan.below(folder)).isNotEmpty();
    }

    @Test
    void namesWhatItCannotOpen() throws IOException {
        byte[] deep = bytes("deep " + SECRET);
        for (int i = 0; i < 8; i++) {
            deep = gzip(deep);
        }
        byte[] cut = zstd(bytes(noise() + SECRET));
        Map<String, byte[]> files = Map.of(
                "packed.age", bytes("age-encryption.org/v1\n-> X25519 abc\n"),
                "armored", bytes("-----BEGIN AGE ENCRYPTED FILE-----\nabc\n"),
                "artifacts.tar", tar("inner.age", bytes("age-encryption.org/v1\n")),
                "a.bz2", bytes("BZh91AY&SY"),
                "cut.zst", Arrays.copyOf(cut, cut.length / 2),
                "deep.gz", deep,
                "harmless", bytes("nothing packed"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Path encrypted = Files.writeString(folder.resolve("leaking.age"), "age-encryption.org/v1\n" + SECRET);

        assertThat(scan.below(folder)).isNotEmpty().allMatch(found -> found.startsWith(encrypted + ": "));

        assertThat(scan.closed())
                .containsExactlyInAnyOrder(
                        folder.resolve("packed.age") + ": encrypted by age",
                        folder.resolve("leaking.age") + ": encrypted by age",
                        folder.resolve("armored") + ": encrypted by age",
                        folder.resolve("artifacts.tar") + "!inner.age: encrypted by age",
                        folder.resolve("a.bz2") + ": bzip2",
                        folder.resolve("cut.zst") + ": zstd, damaged",
                        folder.resolve("deep.gz") + ": gzip in too many others");
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

    /** Letters that do not repeat, so that they are packed letter by letter and not as a copy of something before. */
    private static String noise() {
        return new Random(1).ints(2000, 'a', 'q').mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static byte[] zstd(byte[] content) throws IOException {
        return packed(content, ZstdOutputStream::new);
    }

    /** @param entries names and contents, by turns; as the program writes it */
    private byte[] tar(Object... entries) throws IOException {
        Path packed = Files.createTempDirectory(folder, "tar");
        try {
            List<String> command = new ArrayList<>(List.of("tar", "-C", packed.toString(), "-cf", "-"));
            for (int i = 0; i < entries.length; i += 2) {
                Files.write(packed.resolve((String) entries[i]), (byte[]) entries[i + 1]);
                command.add((String) entries[i]);
            }
            return new ProcessBuilder(command).start().getInputStream().readAllBytes();
        } finally {
            for (int i = 0; i < entries.length; i += 2) {
                Files.delete(packed.resolve((String) entries[i]));
            }
            Files.delete(packed);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
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
