package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Quotes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The content of the migration tool's own tables, as one hash a table: equal rows in any order give equal hashes. */
final class HistoryTables {
    private final Database database;

    HistoryTables(Database database) {
        this.database = database;
    }

    /** SHA-256 by table, of those tables that exist; names are compared without case. */
    SortedMap<String, String> contents(List<String> ownTables) {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Connection connection = database.connectReadOnly()) {
            for (Table table : find(connection, ownTables)) {
                contents.put(table.label(), content(connection, table));
            }
            return contents;
        } catch (SQLException e) {
            throw new Fault(
                    FaultCode.HISTORY_INVALID,
                    "The tables of the migration tool cannot be read: "
                            + database.connecting().redactor().redact(e.getMessage()),
                    "Give the user the right to read them.");
        }
    }

    private record Table(String schema, String name) {
        /** Without the schema where there is only one, so that a copy under another database name compares equal. */
        String label() {
            return schema == null ? name : schema + "." + name;
        }
    }

    private static List<Table> find(Connection connection, List<String> ownTables) throws SQLException {
        List<Table> tables = new ArrayList<>();
        // The catalog keeps a server with many databases in one name space (MariaDB) to ours.
        try (ResultSet rows = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (OwnTables.contains(ownTables, name)
                        && rows.getString("TABLE_TYPE").contains("TABLE")) {
                    tables.add(new Table(rows.getString("TABLE_SCHEM"), name));
                }
            }
        }
        return tables;
    }

    private static String content(Connection connection, Table table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + quoted(connection, table))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                MessageDigest row = Sha256.digest();
                for (int column = 1; column <= columns; column++) {
                    String value = result.getString(column);
                    // The length in front keeps ("a", "bc") apart from ("ab", "c"), and null from empty.
                    String field = value == null ? "-" : value.length() + ":" + value;
                    row.update(field.getBytes(StandardCharsets.UTF_8));
                }
                rows.add(Sha256.finish(row));
            }
        }
        rows.sort(null);
        return Sha256.hex(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(Connection connection, Table table) throws SQLException {
        String name = Quotes.quoted(connection, table.name());
        return table.schema() == null ? name : Quotes.quoted(connection, table.schema()) + "." + name;
    }
}
