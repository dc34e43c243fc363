package io.github.databasemigration.engine.journal;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps every event of a run as a line of JSON that is in the file before {@link #on} returns, so that a run which was
 * killed can be told to the statement.
 *
 * <p>It is also on the disk by then, so that the same holds for a machine that lost its power; only events of a migration
 * that is a transaction get there a moment later, several at a time. Of those the database itself knows what became of
 * them: with the machine the session is gone, and what was not committed with it.
 *
 * <p>Lines that could not be written are kept and tried again with the next event. Only an event that says what is about
 * to be done to the database is refused by a fault, and forgotten, while something cannot be written: nothing is begun
 * without a trace, and what happened already is not made to fail by a full disk. Whoever ends a run asks
 * {@link #failure}.
 *
 * <p>The file is not a FileChannel, which an interrupt of the writing thread would close for good. May be used by
 * several threads.
 */
public final class Journal implements RunListener, Closeable {
    private static final byte[] NOTHING = {};

    private final Path path;
    private final RandomAccessFile file;
    private final LaterSync later;
    /** Behind {@link #position}: what may not be on the disk, or not even in the file. */
    private byte[] unsynced = NOTHING;

    private long position;
    private boolean inTransaction;
    private long seq;
    private Fault failure;

    private Journal(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
        this.later = new LaterSync(this::sync);
    }

    /**
     * Opens a journal, new or to go on with. A last line that a killed process left incomplete is not deleted: it
     * becomes the text of a {@link RunEvent.Torn} entry.
     *
     * @param path the file; its folder is created if need be
     */
    public static Journal open(Path path) {
        RandomAccessFile file = null;
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            boolean created = Files.notExists(path);
            file = new RandomAccessFile(path.toFile(), "rw");
            if (created) {
                syncFolder(path.toAbsolutePath().getParent());
            }
            Journal journal = new Journal(path, file);
            journal.goOn();
            return journal;
        } catch (IOException | Fault e) {
            closeQuietly(file);
            throw e instanceof Fault fault ? fault : fault(path, (IOException) e);
        }
    }

    private void goOn() throws IOException {
        position = file.length();
        if (position == 0) {
            return;
        }
        LastLine last = LastLine.before(file, position);
        Optional<JournalEntry> entry = last.ended() ? JournalEntry.parse(last.bytes()) : Optional.empty();
        if (entry.isPresent()) {
            seq = entry.get().seq();
        } else {
            seq = last.start() == 0 ? 0 : seqOf(LastLine.before(file, last.start()));
            // The entry holds the text and more, so it covers all of the bytes that it overwrites.
            position = last.start();
            on(new RunEvent.Torn(new String(last.bytes(), StandardCharsets.ISO_8859_1)));
        }
    }

    private long seqOf(LastLine line) {
        return JournalEntry.parse(line.bytes())
                .map(JournalEntry::seq)
                .orElseThrow(() -> new Fault(
                        FaultCode.FILE_FAILED,
                        path + " is damaged before its last line.",
                        "Keep the file for whoever looks into it, and start a new run."));
    }

    @Override
    public synchronized void on(RunEvent event) {
        byte[] line = new JournalEntry(seq + 1, Instant.now(), event).toLine();
        byte[] lines = join(unsynced, line);
        if (event instanceof RunEvent.MigrationStarted migration) {
            inTransaction = migration.transactional();
        }
        try {
            if (failure == null && maySyncLater(event)) {
                write(position + unsynced.length, line);
                unsynced = lines;
                later.ask();
            } else {
                rewrite(lines);
            }
        } catch (IOException e) {
            failure = fault(path, e);
            if (begins(event)) {
                throw failure;
            }
            unsynced = lines;
        }
        seq++;
    }

    /** Writes from the place where all before is on the disk, and waits until this is there, too. */
    private void rewrite(byte[] lines) throws IOException {
        if (file.length() > position + lines.length) {
            // What a failed attempt left may be more than what is written now.
            file.setLength(position);
        }
        write(position, lines);
        file.getFD().sync();
        position += lines.length;
        unsynced = NOTHING;
        failure = null;
    }

    private void write(long at, byte[] bytes) throws IOException {
        file.seek(at);
        file.write(bytes);
    }

    /** Brings to the disk what is in the file; others may write meanwhile. */
    private void sync() {
        long from;
        int length;
        synchronized (this) {
            from = position;
            length = unsynced.length;
        }
        try {
            file.getFD().sync();
            synchronized (this) {
                if (from == position && failure == null) {
                    position += length;
                    unsynced = Arrays.copyOfRange(unsynced, length, unsynced.length);
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                // The next event writes it all once more, and waits.
                failure = fault(path, e);
            }
        }
    }

    private boolean maySyncLater(RunEvent event) {
        boolean ofMigration = event instanceof RunEvent.MigrationStarted
                || event instanceof RunEvent.StatementStarted
                || event instanceof RunEvent.StatementFinished
                || event instanceof RunEvent.MigrationFinished;
        return event instanceof RunEvent.BackupProgress || inTransaction && ofMigration;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Whether the event says that something is about to be done to the database, or a run is about to begin. */
    private static boolean begins(RunEvent event) {
        return event instanceof RunEvent.RunStarted
                || event instanceof RunEvent.MigrationStarted
                || event instanceof RunEvent.StatementStarted;
    }

    /** Why the last events are not in the file, if they are not: {@code FILE_FAILED}. */
    public synchronized Optional<Fault> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        later.close();
        closeQuietly(file);
    }

    /** A new file is only safe when its folder's entry is. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every file system can sync a folder; those that cannot need not.
        }
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Everything was synced before.
        }
    }

    private static Fault fault(Path path, IOException e) {
        return new Fault(
                FaultCode.FILE_FAILED,
                path + " could not be written: " + e.getMessage(),
                "Make room, or give the user the right to write there.");
    }
}
