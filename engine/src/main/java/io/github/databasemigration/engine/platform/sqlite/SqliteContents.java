package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.StreamedSums;
import io.github.databasemigration.engine.platform.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums up every table that {@link SqliteRowCounts} counts. */
final class SqliteContents {
    private SqliteContents() {}

    static SortedMap<String, TableContent> of(Connection connection, Set<String> ignored) throws SQLException {
        connection.setAutoCommit(false);
        SortedMap<String, TableContent> contents = new TreeMap<>();
        for (String table : SqliteRowCounts.tables(connection)) {
            if (!OwnTables.contains(ignored, table)) {
                contents.put(table, StreamedSums.of(connection, SqliteRowCounts.quoted(table)));
            }
        }
        connection.rollback();
        return contents;
    }

    /** Of the tables with {@code AUTOINCREMENT}; all others go by the greatest number there is. */
    static SortedMap<String, Counter> counters(Connection connection) throws SQLException {
        SortedMap<String, Counter> counters = new TreeMap<>();
        if (Rows.text(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'")
                .equals("0")) {
            return counters;
        }
        Rows.of(
                connection,
                "SELECT name, seq, 'UPDATE sqlite_sequence SET seq = ' || seq || ' WHERE name = ' || quote(name)"
                        + " FROM sqlite_sequence",
                row -> counters.put(row.getString(1), new Counter(row.getString(2), row.getString(3))));
        return counters;
    }
}
