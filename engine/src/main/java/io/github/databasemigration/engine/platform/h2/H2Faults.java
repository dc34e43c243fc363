package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DriverFaults;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;

/** Tells H2's error codes apart ({@code org.h2.api.ErrorCode}). */
final class H2Faults implements DriverFaults {
    private final Connecting connecting;
    private final H2Address address;

    H2Faults(Connecting connecting, H2Address address) {
        this.connecting = connecting;
        this.address = address;
    }

    @Override
    public Fault connecting(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.WRONG_USER_OR_PASSWORD, ErrorCode.WRONG_PASSWORD_FORMAT ->
                new Fault(
                        FaultCode.LOGIN_REFUSED,
                        address + " refused the login: " + words(e),
                        "Check user and password.");
            case ErrorCode.DATABASE_NOT_FOUND_1,
                    ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1,
                    ErrorCode.REMOTE_DATABASE_NOT_FOUND_1 ->
                new Fault(
                        FaultCode.DATABASE_MISSING,
                        "There is no database " + address + ".",
                        "Create it, or correct the URL.");
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                new Fault(
                        FaultCode.LOCKED,
                        address + " is open in another process.",
                        "End that process, or let both add ;AUTO_SERVER=TRUE to the URL.");
            case ErrorCode.UNSUPPORTED_SETTING_1,
                    ErrorCode.UNSUPPORTED_SETTING_COMBINATION,
                    ErrorCode.URL_FORMAT_ERROR_2,
                    ErrorCode.DUPLICATE_PROPERTY_1 ->
                new Fault(
                        FaultCode.CONFIGURATION_INVALID,
                        "The JDBC URL cannot be used: " + words(e),
                        "Correct the setting it names.");
            case ErrorCode.FILE_VERSION_ERROR_1 ->
                new Fault(
                        FaultCode.UNSUPPORTED,
                        address + " was written by another version of H2: " + words(e),
                        "Export it with its own version (SCRIPT) and import it with this one (RUNSCRIPT).");
            default -> working("opening the database", e);
        };
    }

    @Override
    public Fault working(String doing, SQLException e) {
        var reason = connecting.cancellation().reason();
        if (e.getErrorCode() == ErrorCode.STATEMENT_WAS_CANCELED && reason.isPresent()) {
            return new Fault(
                    FaultCode.CANCELLED, "Stopped while " + doing + ": " + reason.get() + ".", "Run it again.");
        }
        if (diskFull(e)) {
            return new Fault(
                    FaultCode.DISK_FULL, "The disk of " + address + " is full (" + doing + ").", "Make room on it.");
        }
        return switch (e.getErrorCode()) {
            case ErrorCode.CONNECTION_BROKEN_1, ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN ->
                new Fault(
                        FaultCode.SERVER_UNREACHABLE,
                        "No session with " + address + ": " + words(e),
                        "Check host and port, that the server runs, and the network between.");
            case ErrorCode.DATABASE_IS_READ_ONLY ->
                new Fault(
                        FaultCode.READ_ONLY,
                        address + " cannot be written (" + doing + "): " + words(e),
                        "Give this user the right to write the file and its folder.");
            default ->
                new Fault(
                        FaultCode.UNSUPPORTED,
                        "H2 refused (" + doing + "): " + words(e),
                        "Give the user the right that is missing; if the file is damaged, restore a backup.");
        };
    }

    static boolean noSuchTable(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
                    ErrorCode.SCHEMA_NOT_FOUND_1 -> true;
            default -> false;
        };
    }

    /** H2 has no code of its own for this; the operating system's words come up the chain. */
    private static boolean diskFull(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return true;
            }
        }
        return false;
    }

    /** Without the stack trace that a server puts into its messages. */
    private String words(SQLException e) {
        String message = e instanceof JdbcException h2 ? h2.getOriginalMessage() : e.getMessage();
        return DriverFaults.words(
                connecting, String.valueOf(message).lines().findFirst().orElse(""));
    }
}
