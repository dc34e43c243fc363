package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/** SQLite's online backup API (sqlite.org, "Using the SQLite Online Backup API"), in both directions. */
final class OnlineBackup {
    private static final String MAIN = "main";
    private static final int PAGES_AT_ONCE = 4096;
    private static final int PAUSE_MILLISECONDS = 50;

    private final SqliteSessions sessions;
    private final SqliteFaults faults;

    OnlineBackup(SqliteSessions sessions, SqliteFaults faults) {
        this.sessions = sessions;
        this.faults = faults;
    }

    /** Copies the live database into a file that is not there yet. */
    void copyTo(Path copy, DumpProgress progress) {
        try (Connection live = sessions.existing()) {
            Rows.run(live, List.of(sessions.patient()));
            // An open read transaction keeps writers from changing what is being copied, else it would begin again.
            live.setAutoCommit(false);
            Rows.text(live, "SELECT count(*) FROM sqlite_master");
            long page = Long.parseLong(Rows.text(live, "PRAGMA page_size"));
            int result = database(live)
                    .backup(
                            MAIN,
                            copy.toString(),
                            (remaining, all) -> progress.at(copy.getFileName().toString(), (all - remaining) * page),
                            PAUSE_MILLISECONDS,
                            attempts(),
                            PAGES_AT_ONCE);
            live.rollback();
            checkCopied(copy, SQLiteErrorCode.getErrorCode(result));
        } catch (SQLException e) {
            throw faults.working("copying the file", e);
        }
    }

    private void checkCopied(Path copy, SQLiteErrorCode result) {
        if (result == SQLiteErrorCode.SQLITE_FULL) {
            throw DumpFiles.diskFull(copy);
        }
        if (result != SQLiteErrorCode.SQLITE_OK) {
            throw new Fault(
                    FaultCode.BACKUP_FAILED,
                    sessions.file().path() + " could not be copied to " + copy + ": " + result.message + ".",
                    "Look at the rights and the disk there, and run it again.");
        }
    }

    /**
     * Replaces the content of the live database by that of another file, in one transaction.
     *
     * <p>When the file is in use all the time, the driver returns as if it had worked; but only a committed replacement
     * counts the live file's schema version up by one.
     */
    void replaceWith(Path other) {
        try (Connection live = sessions.creating()) {
            Rows.run(live, List.of(sessions.patient()));
            long before = schemaVersion(live);
            int result =
                    database(live).restore(MAIN, other.toString(), null, PAUSE_MILLISECONDS, attempts(), PAGES_AT_ONCE);
            SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(result);
            boolean committed = schemaVersion(live) == before + 1;
            if (code != SQLiteErrorCode.SQLITE_OK || !committed) {
                throw unchanged(code == SQLiteErrorCode.SQLITE_OK ? "it is in use all the time" : code.message);
            }
        } catch (SQLException e) {
            throw unchanged(faults.words(e));
        }
    }

    private static long schemaVersion(Connection connection) throws SQLException {
        return Long.parseLong(Rows.text(connection, "PRAGMA schema_version"));
    }

    private Fault unchanged(String why) {
        return new Fault(
                FaultCode.RESTORE_FAILED_UNCHANGED,
                sessions.file().path() + " was not restored: " + why + ".",
                "End the programs that use the file, and restore again.");
    }

    private int attempts() {
        return (int) Math.min(Integer.MAX_VALUE, 1 + sessions.patience().toMillis() / PAUSE_MILLISECONDS);
    }

    private static DB database(Connection connection) throws SQLException {
        return connection.unwrap(SQLiteConnection.class).getDatabase();
    }
}
