package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DriverFaults;
import java.sql.SQLException;
import java.util.Set;

/** Tells the server's errors apart by their number (MySQL reference manual, "Server Error Message Reference"). */
final class MysqlFaults implements DriverFaults {
    private static final int ACCESS_TO_DATABASE_DENIED = 1044;
    private static final int DATABASE_UNKNOWN = 1049;
    private static final int HOST_NOT_ALLOWED = 1130;
    private static final int INTERRUPTED = 1317;
    /** Error writing file; disk full; table full (InnoDB says so when it cannot grow its files). */
    private static final Set<Integer> DISK_FULL = Set.of(3, 1021, 1026, 1114);

    private final Connecting connecting;
    private final MysqlAddress address;

    MysqlFaults(Connecting connecting, MysqlAddress address) {
        this.connecting = connecting;
        this.address = address;
    }

    @Override
    public Fault connecting(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (e.getErrorCode()) {
            case DATABASE_UNKNOWN ->
                new Fault(
                        FaultCode.DATABASE_MISSING,
                        "There is no database \"" + address.database() + "\" on " + address.server() + ".",
                        "Create it, or correct the URL.");
            case ACCESS_TO_DATABASE_DENIED ->
                refused(e, "Grant the user privileges on the database, or correct the database's name.");
            case HOST_NOT_ALLOWED -> refused(e, "Allow this host in the server's user accounts.");
            default -> state.startsWith("28") ? refused(e, "Check user and password.") : unreachable(e);
        };
    }

    @Override
    public Fault working(String doing, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        var reason = connecting.cancellation().reason();
        if (e.getErrorCode() == INTERRUPTED && reason.isPresent()) {
            return new Fault(
                    FaultCode.CANCELLED, "Stopped while " + doing + ": " + reason.get() + ".", "Run it again.");
        }
        if (state.startsWith("08")) {
            return unreachable(e);
        }
        if (DISK_FULL.contains(e.getErrorCode())) {
            return new Fault(
                    FaultCode.DISK_FULL,
                    "The server's disk is full (" + doing + "): " + words(e),
                    "Make room on the database server.");
        }
        return new Fault(
                FaultCode.UNSUPPORTED,
                "The server refused while " + doing + ": " + words(e),
                "Give the user the privilege that is missing, or report this if none is.");
    }

    String words(SQLException e) {
        return DriverFaults.words(connecting, e);
    }

    private Fault refused(SQLException e, String remedy) {
        return new Fault(FaultCode.LOGIN_REFUSED, address.server() + " refused the login: " + words(e), remedy);
    }

    private Fault unreachable(SQLException e) {
        return new Fault(
                FaultCode.SERVER_UNREACHABLE,
                "No session with " + address.server() + ": " + words(e),
                "Check host and port, that the server runs, and the network between.");
    }
}
