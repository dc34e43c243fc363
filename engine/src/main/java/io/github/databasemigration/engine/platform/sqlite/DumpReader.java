package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DriverFaults;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** Reads a dumped file to its end, and leaves nothing beside it. */
final class DumpReader {
    private final Connecting connecting;
    private final Path file;

    DumpReader(Connecting connecting, Path file) {
        this.connecting = connecting;
        this.file = file;
    }

    /** Lets SQLite check every page; fault {@code BACKUP_INVALID} if it finds anything wrong. */
    void check() {
        // SQLite takes an empty file for an empty database, and does not miss the end of the last page.
        String bytes = read(connection ->
                Rows.text(connection, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
        if (!bytes.equals(Long.toString(size())) || bytes.equals("0")) {
            throw DumpFiles.invalid(file, "has " + size() + " bytes, and its pages have " + bytes);
        }
        List<String> findings =
                read(connection -> Rows.of(connection, "PRAGMA integrity_check(1)", row -> row.getString(1)));
        if (!findings.equals(List.of("ok"))) {
            throw DumpFiles.invalid(file, "is damaged: " + findings.get(0).replaceAll("\\s*\\R\\s*", " "));
        }
    }

    /** The rows of every table in it. */
    SortedMap<String, Long> counts() {
        return read(SqliteRowCounts::of);
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw DumpFiles.invalid(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private <T> T read(OwnWork.Work<T> work) {
        // "immutable" is SQLite's promise not to look for, or make, other files beside this one.
        String url = SqliteFile.SCHEME + "file:" + file.toUri().getRawPath() + "?mode=ro&immutable=1";
        try (Connection connection = JDBC.createConnection(url, new SQLiteConfig().toProperties())) {
            return work.in(connection);
        } catch (SQLException e) {
            throw DumpFiles.invalid(file, "cannot be read: " + DriverFaults.words(connecting, e));
        }
    }
}
