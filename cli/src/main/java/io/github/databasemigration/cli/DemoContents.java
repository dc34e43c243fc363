package io.github.databasemigration.cli;

import io.github.databasemigration.engine.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A fingerprint of everything in the demo's database.
 *
 * @param tables how many
 * @param rows how many in all
 * @param schema SHA-256 over the definitions
 * @param data SHA-256 over all rows in the order of their keys
 */
record DemoContents(int tables, long rows, String schema, String data) {

    static DemoContents of(String url) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            List<String> tables = column(
                    statement,
                    "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"
                            + " AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1");
            List<String> definitions = column(statement, "SCRIPT NODATA NOPASSWORDS");
            MessageDigest data = Sha256.digest();
            long rows = 0;
            for (String table : tables) {
                for (String row : column(statement, "SELECT ROW(t.*) FROM \"" + table + "\" t ORDER BY 1")) {
                    data.update((table + row).getBytes(StandardCharsets.UTF_8));
                    rows++;
                }
            }
            return new DemoContents(
                    tables.size(),
                    rows,
                    Sha256.hex(String.join("\n", definitions).getBytes(StandardCharsets.UTF_8)),
                    Sha256.finish(data));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    String summary() {
        return tables + " tables, " + rows + " rows, schema " + schema.substring(0, 12) + ", data "
                + data.substring(0, 12);
    }
}
