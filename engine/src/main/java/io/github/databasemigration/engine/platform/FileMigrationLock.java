package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The lock of a database in a file: a lock of the operating system on a file beside it, which ends with the process
 * however that ends. The file's content says who holds the lock. The file stays, empty, when the lock is given back: if it
 * were deleted, one process could lock the old file and another the new one.
 *
 * <p>Two bytes far behind the content are locked. {@link #RIGHT} is the right itself. {@link #SIGN} is locked next and
 * only says that the right is taken, so that those who merely look never get in the way of those who try.
 *
 * <p>POSIX takes all locks of a process on a file back when the process closes the file in any place, even one where it
 * was only read (fcntl(2)). So a file whose lock this process holds is never opened a second time: {@link ProcessLocks}
 * answers first.
 */
public final class FileMigrationLock implements MigrationLock {
    private static final String SUFFIX = ".migration-lock";
    private static final long RIGHT = Long.MAX_VALUE - 2;
    private static final long SIGN = Long.MAX_VALUE - 1;

    private final Path file;
    private final long length;
    private final FileChannel channel;
    private final MigrationLock inProcess;

    private FileMigrationLock(Path file, long length, FileChannel channel, MigrationLock inProcess) {
        this.file = file;
        this.length = length;
        this.channel = channel;
        this.inProcess = inProcess;
    }

    /**
     * Takes the lock if it is free.
     *
     * @param database the database's file, which need not exist; its folder must
     * @param holder who takes it
     */
    public static Optional<MigrationLock> tryLock(Path database, Holder holder) {
        Path file = beside(database);
        Holder since = new Holder(holder.who(), holder.host(), holder.pid(), holder.run(), Optional.of(Instant.now()));
        synchronized (FileMigrationLock.class) {
            return ProcessLocks.tryLock(file.toString(), since).flatMap(inProcess -> {
                Optional<MigrationLock> lock = Optional.empty();
                try {
                    lock = tryLock(file, Json.canonical(since), inProcess);
                    return lock;
                } catch (IOException e) {
                    throw notWritable(file, e);
                } finally {
                    if (lock.isEmpty()) {
                        inProcess.close();
                    }
                }
            });
        }
    }

    private static Optional<MigrationLock> tryLock(Path file, String content, MigrationLock inProcess)
            throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(RIGHT, 1, false) == null) {
                channel.close();
                return Optional.empty();
            }
            channel.lock(SIGN, 1, false);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(bytes), 0);
            return Optional.of(new FileMigrationLock(file, bytes.length, channel, inProcess));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Who holds the lock, if anybody. */
    public static Optional<Holder> holder(Path database) {
        Path file = beside(database);
        synchronized (FileMigrationLock.class) {
            Optional<Holder> here = ProcessLocks.holder(file.toString());
            if (here.isPresent()) {
                return here;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.tryLock(SIGN, 1, true) != null ? Optional.empty() : Optional.of(read(channel));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw notWritable(file, e);
            }
        }
    }

    private static Holder read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        try {
            return Json.read(text, Holder.class);
        } catch (UncheckedIOException e) {
            // It is just being written: somebody has it, and a moment later it says who.
            return new Holder("somebody", "unknown", Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    @Override
    public boolean stillHeld() {
        try {
            // A file that somebody deleted or replaced protects nothing any more.
            return channel.isOpen() && Files.size(file) == length && inProcess.stillHeld();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (FileMigrationLock.class) {
            try (channel) {
                channel.truncate(0);
            } catch (IOException e) {
                // The lock ends with the channel, and what the file says counts only while it is locked.
            }
            inProcess.close();
        }
    }

    /** One name whatever links lead there. */
    private static Path beside(Path database) {
        try {
            Path real = Files.exists(database)
                    ? database.toRealPath()
                    : database.toAbsolutePath().getParent().toRealPath().resolve(database.getFileName());
            return real.resolveSibling(real.getFileName() + SUFFIX);
        } catch (IOException e) {
            throw notWritable(database, e);
        }
    }

    private static Fault notWritable(Path file, IOException e) {
        return new Fault(
                FaultCode.READ_ONLY,
                "The lock file " + file + " cannot be used (" + e.getClass().getSimpleName() + ").",
                "Give this user the right to write in the folder of the database.");
    }
}
