package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The content of every table of a database, as one checksum a table. */
final class Contents {
    private static final Set<String> TABLES = Set.of("TABLE", "BASE TABLE", "SYSTEM VERSIONED", "SEQUENCE");

    private Contents() {}

    static SortedMap<String, String> of(Database database) {
        try (Connection connection = database.connectReadOnly()) {
            SortedMap<String, String> contents = new TreeMap<>();
            for (String table : tables(connection)) {
                contents.put(table, checksum(connection, table));
            }
            return contents;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        String quote = connection.getMetaData().getIdentifierQuoteString();
        try (ResultSet rows = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (rows.next()) {
                String schema = rows.getString("TABLE_SCHEM");
                if (TABLES.contains(rows.getString("TABLE_TYPE"))
                        && !"INFORMATION_SCHEMA".equals(schema)
                        && !"DATABASE_MIGRATION".equals(schema)) {
                    String name = quote + rows.getString("TABLE_NAME").replace(quote, quote + quote) + quote;
                    tables.add(
                            schema == null ? name : quote + schema.replace(quote, quote + quote) + quote + "." + name);
                }
            }
        }
        return tables;
    }

    private static String checksum(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    byte[] bytes = result.getObject(column) instanceof byte[] binary ? binary : null;
                    row.append(bytes == null ? result.getString(column) : Arrays.toString(bytes))
                            .append('|');
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows.size() + " rows " + Sha256.hex(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
}
