package io.github.databasemigration.engine.platform.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Whether the user may change the schema here. */
final class Writable {
    private static final String QUERY = "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on',"
            + " current_schema(), has_schema_privilege(current_schema(), 'CREATE'),"
            + " has_database_privilege(current_database(), 'CREATE'), current_user, current_setting('search_path')";

    private Writable() {}

    /** Why not, if not; asked in a session that may change something. */
    static Optional<String> refusal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            String schema = row.getString(3);
            if (row.getBoolean(1)) {
                return Optional.of("the server is a standby and takes no changes");
            }
            if (row.getBoolean(2)) {
                return Optional.of("default_transaction_read_only is on for this user or database");
            }
            if (schema != null && !row.getBoolean(4)) {
                return Optional.of("user " + row.getString(6) + " may not create objects in schema " + schema);
            }
            if (schema == null && !row.getBoolean(5)) {
                return Optional.of("no schema of the search path (" + row.getString(7) + ") exists, and user "
                        + row.getString(6) + " may not create one");
            }
            return Optional.empty();
        }
    }
}
