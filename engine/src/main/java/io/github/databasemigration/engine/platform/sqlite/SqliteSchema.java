package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the schema as SQLite keeps it: the text of each CREATE statement, which a copy of the file has byte for byte.
 * Indexes that SQLite made for a constraint have no text, and belong to their table's.
 */
final class SqliteSchema {
    private SqliteSchema() {}

    static SortedMap<String, String> read(Connection connection, Set<String> ignoredTables) throws SQLException {
        Set<String> ignored = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ignored.addAll(ignoredTables);
        ignored.addAll(OwnTables.NAMES);
        SortedMap<String, String> schema = new TreeMap<>();
        Rows.of(
                connection,
                "SELECT type || ' ' || name, sql, tbl_name FROM sqlite_master"
                        + " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                row -> ignored.contains(row.getString(3)) ? null : schema.put(row.getString(1), row.getString(2)));
        return schema;
    }
}
