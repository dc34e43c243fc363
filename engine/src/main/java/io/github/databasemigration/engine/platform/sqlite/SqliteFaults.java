package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DriverFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Tells SQLite's result codes apart (sqlite.org, "Result and Error Codes"); extended codes count as their base. */
final class SqliteFaults implements DriverFaults {
    static final int BASE = 0xff;

    private final Connecting connecting;
    private final Path file;

    SqliteFaults(Connecting connecting, Path file) {
        this.connecting = connecting;
        this.file = file;
    }

    @Override
    public Fault connecting(SQLException e) {
        return working("opening the file", e);
    }

    @Override
    public Fault working(String doing, SQLException e) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & BASE);
        var reason = connecting.cancellation().reason();
        if (code == SQLiteErrorCode.SQLITE_INTERRUPT && reason.isPresent()) {
            return new Fault(
                    FaultCode.CANCELLED, "Stopped while " + doing + ": " + reason.get() + ".", "Run it again.");
        }
        return switch (code) {
            case SQLITE_NOTADB ->
                new Fault(FaultCode.DATABASE_MISSING, file + " is not an SQLite database.", "Correct the URL.");
            case SQLITE_CANTOPEN -> cannotOpen();
            case SQLITE_READONLY, SQLITE_PERM ->
                new Fault(
                        FaultCode.READ_ONLY,
                        file + " cannot be written (" + doing + "): " + words(e),
                        "Give this user the right to write the file and its folder.");
            case SQLITE_FULL ->
                new Fault(FaultCode.DISK_FULL, "The disk of " + file + " is full (" + doing + ").", "Make room on it.");
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new Fault(
                        FaultCode.LOCKED,
                        file + " is in use by somebody else (" + doing + ").",
                        "Wait for the other program, or end it.");
            default ->
                new Fault(
                        FaultCode.UNSUPPORTED,
                        "SQLite refused " + file + " (" + doing + "): " + words(e),
                        "If the file is damaged, restore a backup.");
        };
    }

    /** SQLite has no code of its own for this. */
    static boolean noSuchTable(SQLException e) {
        return String.valueOf(e.getMessage()).contains("no such table");
    }

    private Fault cannotOpen() {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return new Fault(
                    FaultCode.DATABASE_MISSING,
                    "The folder " + folder + " does not exist.",
                    "Create it, or correct the URL.");
        }
        return new Fault(
                FaultCode.READ_ONLY,
                file + " cannot be opened.",
                "Give this user the right to read and write the file and its folder.");
    }

    String words(SQLException e) {
        return DriverFaults.words(connecting, e);
    }
}
