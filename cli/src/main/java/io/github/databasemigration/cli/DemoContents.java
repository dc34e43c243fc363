package io.github.databasemigration.cli;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A fingerprint of everything in the demo's database.
 *
 * @param tables how many
 * @param rows how many in all
 * @param schema SHA-256 over the definitions of all objects
 * @param data SHA-256 over all rows in the order of their keys
 */
record DemoContents(int tables, long rows, String schema, String data) {

    static DemoContents of(String url) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            List<String> tables = rows(
                    statement,
                    "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"
                            + " AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1");
            tables.removeIf(OwnTables::has);
            MessageDigest data = Sha256.digest();
            long count = 0;
            for (String table : tables) {
                for (String row : rows(statement, "SELECT * FROM \"" + table + "\" ORDER BY 1, 2")) {
                    data.update((table + row).getBytes(StandardCharsets.UTF_8));
                    count++;
                }
            }
            return new DemoContents(tables.size(), count, Json.sha256(schema(url)), Sha256.finish(data));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the platform reads it, object by object; the history's own table too. */
    private static Map<String, String> schema(String url) {
        Holder reader = new Holder("demo", "this machine", Optional.empty(), Optional.empty(), Optional.empty());
        Connecting connecting = new Connecting(
                url, Credentials.NONE, SessionTimeouts.NONE, reader, Map.of(), Redactor.NONE, new Cancellation());
        return Platforms.installed().find(url).open(connecting).schema(Set.of());
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Each row as text. */
    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getString(column));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    String summary() {
        return tables + " tables, " + rows + " rows, schema " + schema.substring(0, 12) + ", data "
                + data.substring(0, 12);
    }
}
