package io.github.databasemigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A real file system of a few mebibytes. Only root can mount one; elsewhere a test says that it was skipped. */
public final class SmallDisk implements AutoCloseable {
    /** Why there may be none. */
    public static final String NEEDS = "a small file system cannot be mounted here: needs root and CAP_SYS_ADMIN";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one on a folder; empty where that is not possible. */
    public static Optional<SmallDisk> mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Leaves no byte to anybody else. */
    public void fill() {
        byte[] block = new byte[4096];
        try (var filler =
                Files.newOutputStream(folder.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            // As intended.
        }
    }

    /** Gives back what {@link #fill} took. */
    public void empty() throws IOException {
        Files.deleteIfExists(folder.resolve("filler"));
    }

    /** Lets nobody write, not even root. */
    public void lock() {
        if (!run("mount", "-o", "remount,ro", folder.toString())) {
            throw new IllegalStateException("cannot be made read-only: " + folder);
        }
    }

    /** Bytes in use. */
    public long used() throws IOException {
        var store = Files.getFileStore(folder);
        return store.getTotalSpace() - store.getUsableSpace();
    }

    @Override
    public void close() {
        // Lazily, for a program that was ended may still hold a file for a moment.
        run("umount", "--lazy", folder.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
