package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DriverFaults;
import java.sql.SQLException;

/**
 * Tells the driver's exceptions apart by their SQLSTATE (PostgreSQL documentation, appendix A) and says them in one
 * redacted line. The exceptions themselves go no further.
 */
final class SqlFaults implements DriverFaults {
    /** The driver's own state for a server that ended the talk before the login was complete. */
    private static final String REJECTED = "08004";

    private final Connecting connecting;
    private final Address address;

    SqlFaults(Connecting connecting, Address address) {
        this.connecting = connecting;
        this.address = address;
    }

    @Override
    public Fault connecting(SQLException e) {
        String state = state(e);
        boolean noPassword =
                state.equals(REJECTED) && connecting.credentials().password().isEmpty();
        if (noPassword || state.startsWith("28") || state.equals("42501")) {
            return new Fault(
                    FaultCode.LOGIN_REFUSED,
                    address.server() + " refused the login: " + words(e),
                    "Check user and password, and the server's pg_hba.conf.");
        }
        if (state.equals("3D000")) {
            return new Fault(
                    FaultCode.DATABASE_MISSING,
                    "There is no database \"" + address.database() + "\" on " + address.server() + ".",
                    "Create it, or correct the URL.");
        }
        return unreachable(e);
    }

    @Override
    public Fault working(String doing, SQLException e) {
        String state = state(e);
        var reason = connecting.cancellation().reason();
        if (state.equals("57014") && reason.isPresent()) {
            return new Fault(
                    FaultCode.CANCELLED, "Stopped while " + doing + ": " + reason.get() + ".", "Run it again.");
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return unreachable(e);
        }
        if (state.equals("53100")) {
            return new Fault(
                    FaultCode.DISK_FULL,
                    "The server's disk is full (" + doing + "): " + words(e),
                    "Make room on the database server.");
        }
        return new Fault(
                FaultCode.UNSUPPORTED,
                "The server refused while " + doing + ": " + words(e),
                "Give the user the right that is missing, or report this if none is.");
    }

    private Fault unreachable(SQLException e) {
        return new Fault(
                FaultCode.SERVER_UNREACHABLE,
                "No session with " + address.server() + ": " + words(e),
                "Check host and port, that the server runs, and the network between.");
    }

    /** The driver's words in one redacted line. */
    String words(SQLException e) {
        return DriverFaults.words(connecting, e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
