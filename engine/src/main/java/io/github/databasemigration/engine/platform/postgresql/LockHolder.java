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
    private static final String HOLDERS = "SELECT a.application_name, a.backend_start"
            + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE " + LockKey.HELD;

    private static final String HERE =
            " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static final String UNION = " UNION ALL ";

    private static final String OF_DATABASE = HOLDERS + UNION + HOLDERS + HERE;

    /** A share of the database's lock is in nobody's way here. */
    private static final String OF_SCHEMA = OF_DATABASE + " AND l.mode = 'ExclusiveLock'" + UNION + HOLDERS + HERE;

    private LockHolder() {}

    /** @param schema whose lock it is; empty: the database's */
    static Optional<Holder> of(Connection connection, String database, Optional<String> schema) throws SQLException {
        String query = schema.isEmpty() ? OF_DATABASE : OF_SCHEMA;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, LockKey.replacing(database).value());
            statement.setLong(2, LockKey.MIGRATION.value());
            if (schema.isPresent()) {
                statement.setLong(3, LockKey.ofSchema(schema.get()).value());
            }
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
