package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.fault.Fault;
import java.sql.SQLException;

/** Tells a driver's exceptions apart and says them in one redacted line. The exceptions themselves go no further. */
public interface DriverFaults {
    /** Why no session could be opened. */
    Fault connecting(SQLException e);

    /** Why a statement of the engine's own failed; {@code doing} says what it was for. */
    Fault working(String doing, SQLException e);

    /** A driver's words in one redacted line. */
    static String words(Connecting connecting, SQLException e) {
        return words(connecting, e.getMessage() == null ? "SQL state " + e.getSQLState() : e.getMessage());
    }

    /** A message in one redacted line. */
    static String words(Connecting connecting, String message) {
        return connecting.redactor().redact(message).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
