package io.github.databasemigration.engine.tool.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/** What a driver said, under all that a tool has put around it. */
public final class DriverErrors {
    private DriverErrors() {}

    /** The driver's own exception in a chain. */
    public static Optional<SQLException> in(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** What the server said, and its code for it, on one line and not redacted. */
    public static String words(SQLException e) {
        String state = e.getSQLState();
        return Lines.one(e.getMessage()) + (state == null || state.isEmpty() ? "" : " (SQL state " + state + ")");
    }

    /** The server's words, or the tool's where no server said anything. */
    public static String words(Throwable e) {
        return in(e).map(DriverErrors::words).orElseGet(() -> Lines.one(e.getMessage()));
    }
}
