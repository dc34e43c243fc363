package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.CountedRows;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.HashingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Dumps are copies of the file by SQLite's online backup API, page for page, while others may go on reading.
 *
 * <p>SQLite writes the copy itself, so its hash is of what was read back; the copy is only believed after SQLite has
 * checked every page of it. Row counts are those of the copy.
 */
final class SqliteDumps implements Dumps {
    static final String FILE = "database.sqlite";

    private static final String FORMAT = "sqlite-file";

    private final Connecting connecting;
    private final SqliteSessions sessions;
    private final OnlineBackup online;
    private final String version;

    SqliteDumps(Connecting connecting, SqliteSessions sessions, SqliteFaults faults, String version) {
        this.connecting = connecting;
        this.sessions = sessions;
        this.online = new OnlineBackup(sessions, faults);
        this.version = version;
    }

    @Override
    public void check() {
        // SQLite comes with its driver.
    }

    @Override
    public long estimateBytes() {
        try {
            Path file = sessions.file().path();
            Path log = file.resolveSibling(file.getFileName() + "-wal");
            return (Files.exists(file) ? Files.size(file) : 0) + (Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    sessions.file().path() + " cannot be read (" + e.getClass().getSimpleName() + ").",
                    "Give this user the right to read it.");
        }
    }

    @Override
    public Dump dump(Path folder, DumpProgress progress) {
        connecting.cancellation().check();
        Path copy = folder.resolve(FILE);
        online.copyTo(copy, progress);
        connecting.cancellation().check();
        DumpReader reader = new DumpReader(connecting, copy);
        reader.check();
        return new Dump(FORMAT, "SQLite " + version, List.of(hash(copy)), reader.counts());
    }

    private File hash(Path copy) {
        try (HashingOutput hashing = new HashingOutput(OutputStream.nullOutputStream())) {
            Files.copy(copy, hashing);
            return hashing.file(FILE);
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.BACKUP_FAILED,
                    copy + " cannot be read back (" + e.getClass().getSimpleName() + ").",
                    "See whether the disk is healthy.");
        }
    }

    @Override
    public void checkReadable(Path folder, SortedMap<String, Long> rows) {
        CountedRows.compare(folder.resolve(FILE), rows, whole(folder).counts(), Function.identity());
    }

    private DumpReader whole(Path folder) {
        DumpReader reader = new DumpReader(connecting, DumpFiles.existing(folder, FILE));
        reader.check();
        return reader;
    }

    @Override
    public Scratch restoreToScratch(Path folder) {
        whole(folder);
        TemporaryCopy copy = TemporaryCopy.of(
                DumpFiles.existing(folder, FILE), sessions.file().path().getFileName());
        try {
            Connecting there = connecting.to(sessions.file().at(copy.file()).url());
            Database database = new SqlitePlatform().open(there);
            return new Scratch() {
                @Override
                public Database database() {
                    return database;
                }

                @Override
                public void close() {
                    copy.close();
                }
            };
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /**
     * In one transaction of SQLite itself: other sessions see the old database or the new one, and a process killed
     * half-way leaves the old one. The replaced state is kept as a copy of the file.
     */
    @Override
    public Restored restore(Path folder, Path keepAt) {
        whole(folder);
        Path kept = keepAt.resolve(FILE);
        if (sessions.file().exists()) {
            unchanged(() -> online.copyTo(kept, DumpProgress.NONE));
        }
        // A copy, for SQLite may want to write beside a file that it reads.
        try (TemporaryCopy copy = TemporaryCopy.of(DumpFiles.existing(folder, FILE), Path.of(FILE))) {
            online.replaceWith(copy.file());
        }
        return new Restored(
                "in place",
                Files.exists(kept)
                        ? "the file " + kept + " (delete it when it is not needed any more)"
                        : "nowhere: there was no database before");
    }

    private static void unchanged(Runnable step) {
        try {
            step.run();
        } catch (Fault fault) {
            throw new Fault(
                    FaultCode.RESTORE_FAILED_UNCHANGED,
                    "The present state could not be kept, so nothing was restored: " + fault.getMessage(),
                    fault.remedy());
        }
    }
}
