package io.github.databasemigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for a password in everything a test run leaves behind: files, output, process lists. It knows the forms in which
 * passwords leak: as they are, URL-encoded, escaped for JSON, XML, properties, SQL and shells, in hexadecimal, in Base64
 * (also in the middle of something longer, as in a basic authentication), and in parts.
 */
public final class SecretScan {
    private final Set<String> needles = new LinkedHashSet<>();

    /** @param secret what to look for; long enough not to occur by chance */
    public SecretScan(String secret) {
        needles.add(secret);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        needles.add(encoded);
        needles.add(encoded.replace("+", "%20"));
        needles.add(encoded.toLowerCase(java.util.Locale.ROOT));
        needles.add(json(secret));
        needles.add(json(secret).replace("ü", "\\u00fc"));
        needles.add(secret.replace("&", "&amp;").replace("\"", "&quot;").replace("'", "&#39;"));
        needles.add(secret.replace("'", "''"));
        needles.add(secret.replace("\\", "\\\\").replace("'", "\\'"));
        needles.add(secret.replace("'", "'\\''"));
        needles.add(json(secret).replace(":", "\\:").replace("ü", "\\u00FC"));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        needles.add(HexFormat.of().formatHex(bytes));
        base64(bytes);
        // Whatever a careless quoting does to the rest: this much of it is the same in every form.
        needles.add(secret.substring(0, 6));
        // Somebody cut it into parts.
        needles.add(secret.substring(secret.length() / 2));
    }

    /** Three bytes are four letters, so there are three ways in which it can stand in something longer. */
    private void base64(byte[] secret) {
        for (int before = 0; before < 3; before++) {
            byte[] longer = new byte[before + secret.length];
            System.arraycopy(secret, 0, longer, before, secret.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(longer);
            // Letters that also depend on what stands before or after it.
            int first = before == 0 ? 0 : before + 1;
            int last = longer.length % 3 == 0 ? text.length() : text.length() - 1;
            needles.add(text.substring(first, last));
            needles.add(text.substring(first, last).replace('+', '-').replace('/', '_'));
        }
    }

    /** The forms that occur in a text. */
    public List<String> in(String text) {
        return needles.stream().filter(text::contains).toList();
    }

    /** Every file below a folder that holds the secret, with the form it has there. Compressed files are opened. */
    public List<String> below(Path folder) {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    try {
                        if (attributes.isRegularFile()) {
                            in(text(file))
                                    .forEach(form -> found.add(file + ": " + form.length() + " characters of it"));
                        }
                        return FileVisitResult.CONTINUE;
                    } catch (NoSuchFileException gone) {
                        return visitFileFailed(file, gone);
                    }
                }

                /** Whoever owns the folder may be at work in it: what is gone holds nothing. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    return failure instanceof NoSuchFileException
                            ? FileVisitResult.CONTINUE
                            : super.visitFileFailed(file, failure);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
            try (var unzipped = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
                bytes = unzipped.readAllBytes();
            } catch (IOException damaged) {
                // Tests damage backups on purpose: then the bytes as they are.
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Every process of this machine whose arguments hold the secret, as {@code pid: program}. */
    public List<String> inProcessArguments() {
        return inProcesses("cmdline", "", pid -> true);
    }

    /**
     * Every process of this machine whose environment holds the secret, as {@code pid: program}.
     *
     * @param mark what else it holds: by this a test tells its own processes from those of others
     */
    public List<String> inProcessEnvironments(String mark) {
        return inProcesses("environ", mark, pid -> true);
    }

    /**
     * @param file below /proc/PID
     * @param which of the processes are looked at, by their ids
     */
    List<String> inProcesses(String file, String mark, Predicate<String> which) {
        List<String> found = new ArrayList<>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (!which.test(process.getFileName().toString())) {
                    continue;
                }
                String text = read(process, file);
                if (text.contains(mark) && !in(text).isEmpty()) {
                    found.add(process.getFileName() + ": "
                            + read(process, "cmdline").split("\0")[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Empty where the process is gone, or another user's. */
    private static String read(Path process, String file) {
        try {
            return Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
