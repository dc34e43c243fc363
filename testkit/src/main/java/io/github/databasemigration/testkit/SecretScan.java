package io.github.databasemigration.testkit;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks for a secret in everything a test run leaves behind: files, output, process lists. The one tool of all suites for
 * that. It knows the forms in which secrets leak: as they are, encoded for URLs, quoted for JSON, XML, properties, SQL and
 * shells, in hexadecimal, in Base64 (also in the middle of something longer, as in a basic authentication), in the bytes of
 * a heap dump, and in parts, as a mask in the wrong place leaves them. What it says names the form and never repeats the
 * secret, for it ends in reports that are looked through, too.
 *
 * <p>A folder is looked through with all that is in it, so crash dumps are where the folder is that programs run in:
 * {@code hs_err_pid*.log}, cores, heap dumps. Archives (gzip, zip, jar, tar, zstd) are opened, and those in them. What cannot
 * be opened is looked through as it is, and {@link #closed} names it.
 */
public final class SecretScan {
    /** A compressed tar in a compressed tar in an archive of artifacts, and one more. */
    private static final int DEEPEST = 6;

    private final Needles needles;
    private final Set<String> closed = new ConcurrentSkipListSet<>();

    /** @param secret what to look for; long enough not to occur by chance */
    public SecretScan(String secret) {
        needles = new Needles(SecretForms.of(secret));
    }

    /** The forms that occur in a text, by their names. */
    public List<String> in(String text) {
        try {
            return List.copyOf(needles.in(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file below a folder that holds the secret, with the form it has there. */
    public List<String> below(Path folder) {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    try {
                        if (attributes.isRegularFile()) {
                            in(file).forEach(form -> found.add(file + ": " + form));
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

    /** What {@link #below} has met and could not open, with why: encrypted, a format that it does not know, damaged. */
    public List<String> closed() {
        return List.copyOf(closed);
    }

    private Set<String> in(Path file) throws IOException {
        Set<String> found = new TreeSet<>();
        try (InputStream bytes = Files.newInputStream(file)) {
            found.addAll(needles.in(bytes));
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            open(file.toString(), bytes, 1, found);
        } catch (NoSuchFileException gone) {
            throw gone;
        }
        return found;
    }

    /** Looks into what an archive holds, by whatever name it goes. */
    private void open(String name, InputStream stream, int depth, Set<String> found) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(stream);
        bytes.mark(Packing.HEAD);
        Optional<Packing> packing = Packing.of(bytes.readNBytes(Packing.HEAD));
        bytes.reset();
        if (packing.isEmpty()) {
            return;
        }
        if (depth > DEEPEST) {
            closed.add(name + ": " + packing.get() + " in too many others");
            return;
        }
        try {
            unpack(name, packing.get(), bytes, depth, found);
        } catch (IOException | RuntimeException damaged) {
            // Tests damage backups on purpose: then what could be read of it.
            closed.add(name + ": " + packing.get() + ", damaged");
        }
    }

    private void unpack(String name, Packing packing, InputStream bytes, int depth, Set<String> found)
            throws IOException {
        switch (packing) {
            case GZIP -> inner(name, new GZIPInputStream(bytes).readAllBytes(), depth, found);
            case ZSTD -> inner(name, new ZstdInputStream(bytes).readAllBytes(), depth, found);
            case ZIP -> {
                ZipInputStream zip = new ZipInputStream(bytes);
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    entry(name, entry.getName(), zip.readAllBytes(), depth, found);
                }
            }
            case TAR -> {
                Tar tar = new Tar(bytes);
                for (Optional<Tar.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
                    entry(name, next.get().name(), next.get().content(), depth, found);
                }
            }
            default -> closed.add(name + ": " + packing);
        }
    }

    private void entry(String archive, String name, byte[] content, int depth, Set<String> found) throws IOException {
        found.addAll(in(name));
        // A name that holds the secret is repeated nowhere.
        inner(archive + "!" + (in(name).isEmpty() ? name : "****"), content, depth, found);
    }

    private void inner(String name, byte[] content, int depth, Set<String> found) throws IOException {
        found.addAll(needles.in(new ByteArrayInputStream(content)));
        open(name, new ByteArrayInputStream(content), depth + 1, found);
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
                byte[] bytes = read(process, file);
                if (text(bytes).contains(mark)
                        && !needles.in(new ByteArrayInputStream(bytes)).isEmpty()) {
                    found.add(process.getFileName() + ": "
                            + text(read(process, "cmdline")).split("\0")[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Empty where the process is gone, or another user's. */
    private static byte[] read(Path process, String file) {
        try {
            return Files.readAllBytes(process.resolve(file));
        } catch (IOException gone) {
            return new byte[0];
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
