package io.github.databasemigration.engine.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * Backup and restore with the platform's own means. What is platform-independent (manifest, verification, retention) is
 * in the package {@code backup}.
 */
public interface Dumps {
    /**
     * Says before anything else runs whether {@link #dump} and the restores can work: programs found, not older than
     * the server. Faults: {@code BACKUP_TOOL_MISSING}, {@code BACKUP_TOOL_TOO_OLD}.
     */
    void check();

    /** Bytes the dump will take at most, as far as can be known beforehand, to compare with the free disk. */
    long estimateBytes();

    /**
     * Dumps the whole database into an empty folder. Streams; memory does not grow with the database. SHA-256 is
     * computed of what is written while it is written, never by trusting a later read alone.
     *
     * <p>Faults: {@code BACKUP_FAILED}, {@code DISK_FULL}, {@code CANCELLED}; the folder is left as it is.
     */
    Dump dump(Path folder, DumpProgress progress);

    /**
     * Reads a dump through, to its end, with the platform's own reader and without any database. Fault:
     * {@code BACKUP_INVALID}.
     *
     * @param rows how many rows of each table have to be in it, as far as the reader sees them; other tables may be in it
     *     too
     */
    void checkReadable(Path folder, SortedMap<String, Long> rows);

    /**
     * Restores a dump into a new scratch database (same server; for embedded ones a temporary file), never touching the
     * live one. The caller closes the scratch, which drops it.
     *
     * <p>Finds all damage that {@link #checkReadable} finds, but for the number of rows, which can be counted in the copy.
     */
    Scratch restoreToScratch(Path folder);

    /**
     * Puts the live database back to the dump: beside it and swapped where the platform can, in place otherwise. What
     * was there is kept (a renamed database, a safety dump), and the result says where.
     *
     * <p>Faults: {@code RESTORE_FAILED_UNCHANGED} when the live database was not touched,
     * {@code RESTORE_FAILED_PARTIAL} when it was.
     *
     * @param keepAt an empty folder where what was there may be kept
     */
    Restored restore(Path folder, Path keepAt);

    /** Reports how far a dump is. */
    @FunctionalInterface
    interface DumpProgress {
        /** Reports nothing. */
        DumpProgress NONE = (what, bytes) -> {};

        /** @param what the table or file at work; {@code bytes} written so far altogether */
        void at(String what, long bytes);
    }

    /**
     * One file of a dump.
     *
     * @param name path within the folder, with {@code /}
     * @param size in bytes
     * @param sha256 lower-case hex
     */
    record File(String name, long size, String sha256) {}

    /**
     * What was dumped.
     *
     * @param format how to read it: {@code pg_dump-directory}, {@code sql-gzip}, {@code sqlite-file},
     *     {@code h2-script-gzip}
     * @param tool the program and its version
     * @param files every file, sorted by name
     * @param rowCounts exact counts of the same snapshot; empty where the platform cannot tell them for it
     */
    record Dump(String format, String tool, List<File> files, SortedMap<String, Long> rowCounts) {
        public Dump {
            files = List.copyOf(files);
        }
    }

    /** A scratch database, dropped on close whatever happened to it. */
    interface Scratch extends AutoCloseable {
        /** The database, to count and compare in. */
        Database database();

        @Override
        void close();
    }

    /**
     * How a restore was done.
     *
     * @param how {@code swapped} or {@code in place}
     * @param keptAt where the replaced state is: a database's name or a folder, and how to drop it
     */
    record Restored(String how, String keptAt) {}
}
