package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the rows of every table that keeps them. */
final class H2RowCounts {
    /** Makes all that a session reads until its transaction ends one and the same moment. */
    static final String SNAPSHOT = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT";

    private H2RowCounts() {}

    /** By {@code schema.table}; in the session's snapshot, if it has one. */
    static SortedMap<String, Long> of(Connection connection) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (H2Name table : tables(connection)) {
            counts.put(table.plain(), Long.valueOf(Rows.text(connection, "SELECT COUNT(*) FROM " + table.quoted())));
        }
        return counts;
    }

    /** All that keep rows. */
    static List<H2Name> tables(Connection connection) throws SQLException {
        return Rows.of(
                        connection,
                        "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE'"
                                + " AND TABLE_SCHEMA NOT IN ('INFORMATION_SCHEMA', '" + H2Locks.SCHEMA + "')",
                        row -> new H2Name(row.getString(1), row.getString(2)))
                .stream()
                .filter(table -> !OwnTables.has(table.name()))
                .toList();
    }
}
