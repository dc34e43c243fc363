package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/** Whether the file can be changed by this process. */
final class SqliteWritable {
    private SqliteWritable() {}

    /** Why not, if not. Asks SQLite itself for the right to write, and gives it back at once. */
    static Optional<String> refusal(SqliteSessions sessions) {
        Path folder = sessions.file().path().getParent();
        if (!Files.isWritable(folder)) {
            // SQLite keeps its journal there, without which it changes nothing.
            return Optional.of("this user may not write in " + folder);
        }
        if (!sessions.file().exists()) {
            return Optional.empty();
        }
        try (Connection connection = sessions.existing()) {
            Rows.run(connection, List.of("PRAGMA busy_timeout = 0", "BEGIN IMMEDIATE", "ROLLBACK"));
            return Optional.empty();
        } catch (SQLException e) {
            return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & SqliteFaults.BASE)) {
                // Somebody else is writing, so it can be written.
                case SQLITE_BUSY, SQLITE_LOCKED -> Optional.empty();
                case SQLITE_READONLY -> Optional.of("the file is read-only for this user, or opened with mode=ro");
                default -> Optional.of("SQLite says " + e.getMessage());
            };
        }
    }
}
