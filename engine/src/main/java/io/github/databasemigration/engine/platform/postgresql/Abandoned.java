package io.github.databasemigration.engine.platform.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sessions of a run whose process is gone. They belong to our own role, so we may end them. */
final class Abandoned {
    private static final String END = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = ? AND pid <> pg_backend_pid()"
            + " AND usename = session_user";
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private Abandoned() {}

    /** Ends them; comes back when they have rolled back, or after a while. */
    static void end(Sessions sessions, String run) {
        String name = ApplicationName.ofSession(run);
        sessions.ask("ending the sessions of a run that was killed", connection -> {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (ended(connection, name) > 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return null;
        });
    }

    private static long ended(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
