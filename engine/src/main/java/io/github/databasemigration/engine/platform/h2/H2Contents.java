package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.StreamedSums;
import io.github.databasemigration.engine.platform.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums up every table that {@link H2RowCounts} counts. */
final class H2Contents {
    private H2Contents() {}

    static SortedMap<String, TableContent> of(Connection connection, Set<String> ignored) throws SQLException {
        Rows.run(connection, List.of(H2RowCounts.SNAPSHOT));
        SortedMap<String, TableContent> contents = new TreeMap<>();
        for (H2Name table : H2RowCounts.tables(connection)) {
            if (!OwnTables.contains(ignored, table.name())) {
                contents.put(table.plain(), StreamedSums.of(connection, table.quoted()));
            }
        }
        return contents;
    }

    /** Of sequences and identity columns. */
    static SortedMap<String, Counter> counters(Connection connection) throws SQLException {
        SortedMap<String, Counter> counters = new TreeMap<>();
        Rows.of(
                connection,
                "SELECT SEQUENCE_SCHEMA, SEQUENCE_NAME, BASE_VALUE FROM INFORMATION_SCHEMA.SEQUENCES",
                row -> {
                    H2Name sequence = new H2Name(row.getString(1), row.getString(2));
                    String value = row.getString(3);
                    return counters.put(
                            sequence.plain(),
                            new Counter(value, "ALTER SEQUENCE " + sequence.quoted() + " RESTART WITH " + value));
                });
        Rows.of(
                connection,
                "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, IDENTITY_BASE FROM INFORMATION_SCHEMA.COLUMNS"
                        + " WHERE IDENTITY_BASE IS NOT NULL AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA'",
                row -> {
                    H2Name table = new H2Name(row.getString(1), row.getString(2));
                    String value = row.getString(4);
                    return counters.put(
                            table.plain() + "." + row.getString(3),
                            new Counter(
                                    value,
                                    "ALTER TABLE " + table.quoted() + " ALTER COLUMN " + H2Name.quote(row.getString(3))
                                            + " RESTART WITH " + value));
                });
        return counters;
    }
}
