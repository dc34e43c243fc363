package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the rows of every table that has a place in the file, in one read transaction. */
final class SqliteRowCounts {
    private SqliteRowCounts() {}

    static SortedMap<String, Long> of(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String table : tables(connection)) {
            counts.put(table, Long.valueOf(Rows.text(connection, "SELECT count(*) FROM " + quoted(table))));
        }
        connection.rollback();
        return counts;
    }

    /** A virtual table's rows are in its shadow tables, or nowhere; some cannot be counted without an extension. */
    static List<String> tables(Connection connection) throws SQLException {
        return Rows.of(
                        connection,
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
                                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                        row -> row.getString(1))
                .stream()
                .filter(table -> !OwnTables.has(table))
                .toList();
    }

    static String quoted(String table) {
        return "\"" + table.replace("\"", "\"\"") + "\"";
    }
}
