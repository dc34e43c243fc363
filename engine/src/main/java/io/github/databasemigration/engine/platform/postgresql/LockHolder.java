package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Holder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;

/** Who holds the lock, as every user may see it. */
final class LockHolder {
    /**
     * The lock's session is opened for the lock, so it is as old as the lock. Users without rights over the holder's
     * role see no time.
     */
    private static final String QUERY = "SELECT a.application_name, a.backend_start"
            + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
            + " WHERE l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND "
            + LockKey.HELD
            + " UNION ALL SELECT a.application_name, a.backend_start"
            + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE " + LockKey.HELD;

    private LockHolder() {}

    static Optional<Holder> of(Connection connection, String database) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setLong(1, LockKey.MIGRATION.value());
            statement.setLong(2, LockKey.replacing(database).value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Optional<Timestamp> since = Optional.ofNullable(row.getTimestamp(2));
                return Optional.of(ApplicationName.parse(row.getString(1), since.map(Timestamp::toInstant)));
            }
        }
    }
}
