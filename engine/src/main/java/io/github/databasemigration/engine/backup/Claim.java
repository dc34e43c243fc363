package io.github.databasemigration.engine.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that somebody is at work with a backup, for as long as he lives: a locked file {@code <id>.<random>.lock} beside
 * the backup's folder. The operating system takes the lock back when its holder dies, so a dead taker never looks alive
 * and a live one is never swept away. Several may hold claims on one backup.
 */
final class Claim implements AutoCloseable {
    /**
     * The claims of this process. POSIX locks belong to a process: to look at one's own would set it free (closing any
     * channel of the file does), and would not show it as taken either.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private static final String SUFFIX = ".lock";
    private static final String UNSEEN = ".claiming";

    private final Path file;
    private final FileChannel channel;

    private Claim(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Claim on(Path folder, String id) throws IOException {
        String random = UUID.randomUUID().toString();
        Path real = folder.toRealPath();
        Path file = real.resolve(id + "." + random + SUFFIX);
        Path unseen = real.resolve("." + random + UNSEEN);
        FileChannel channel = FileChannel.open(unseen, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("the file system gives no locks");
            }
            OURS.add(file);
            // Appears under its name when it is locked already, so that no sweeper sees it unlocked.
            Files.move(unseen, file, StandardCopyOption.ATOMIC_MOVE);
            return new Claim(file, channel);
        } catch (IOException e) {
            OURS.remove(file);
            channel.close();
            Files.deleteIfExists(unseen);
            throw e;
        }
    }

    /** A claim of a reader, or null: what this process cannot write to, it need not keep from being deleted. */
    static Claim orNone(Backup backup) {
        try {
            return on(backup.folder().getParent(), backup.id());
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether a living process has a claim on the backup. Removes the claims of the dead on the way. */
    static boolean alive(Path folder, String id) throws IOException {
        boolean alive = false;
        try (DirectoryStream<Path> claims = Files.newDirectoryStream(folder.toRealPath(), id + ".*" + SUFFIX)) {
            for (Path claim : claims) {
                alive |= OURS.contains(claim) || locked(claim);
            }
        }
        return alive;
    }

    /** Removes the claims of the dead. */
    static void sweep(Path folder, Instant now) throws IOException {
        try (DirectoryStream<Path> claims = Files.newDirectoryStream(folder.toRealPath(), "*" + SUFFIX)) {
            for (Path claim : claims) {
                if (!OURS.contains(claim)) {
                    locked(claim);
                }
            }
        }
        try (DirectoryStream<Path> unseen = Files.newDirectoryStream(folder, ".*" + UNSEEN)) {
            for (Path file : unseen) {
                // It exists for moments only, unless its maker died in them.
                if (olderThan(now.minus(Duration.ofHours(1)), file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** False also for one that got its name while it was looked at. */
    private static boolean olderThan(Instant time, Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean locked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return true;
            }
            Files.deleteIfExists(file);
            return false;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            // The lock ends with this process at the latest, and then the file is swept.
        } finally {
            OURS.remove(file);
        }
    }
}
