package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.ColumnSums;
import io.github.databasemigration.engine.platform.ColumnSums.Column;
import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sums up every table that {@link RowCounts} counts. The sums of {@code hashtextextended} do not depend on the order of the
 * rows, and need no sort; unlike {@code md5} it is there on servers in FIPS mode, too.
 */
final class TableSums {
    private static final String COLUMNS = "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
            + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE \"C\"";

    private static final String SEQUENCES = "SELECT format('%I.%I', n.nspname, c.relname)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'S' AND c.relpersistence <> 't'";

    private TableSums() {}

    /** @param ignored names of tables without schema, compared without case */
    static SortedMap<String, TableContent> of(Connection connection, Set<String> ignored) throws SQLException {
        RowCounts.beginSnapshot(connection);
        Rows.run(connection, List.of(Schema.FORMATS));
        SortedMap<String, TableContent> contents = new TreeMap<>();
        for (RowCounts.Counted table : RowCounts.tables(connection)) {
            if (!OwnTables.contains(ignored, table.name())) {
                contents.put(table.quoted(), of(connection, table.quoted()));
            }
        }
        return contents;
    }

    private static TableContent of(Connection connection, String table) throws SQLException {
        List<Column> columns =
                Rows.of(connection, COLUMNS, row -> new Column(row.getString(1), row.getString(2)), table);
        List<String> names =
                columns.stream().map(column -> Identifier.quoted(column.name())).toList();
        String query = "SELECT count(*), " + sum("CAST(ROW(" + String.join(", ", names) + ") AS text)")
                + names.stream()
                        .map(name -> ", " + sum("CAST(" + name + " AS text)"))
                        .collect(Collectors.joining())
                + " FROM ONLY " + table;
        return ColumnSums.ask(connection, columns, query);
    }

    private static String sum(String text) {
        return "sum(CAST(hashtextextended(" + text + ", 0) AS numeric))";
    }

    /** Where the sequences stand, by qualified name. */
    static SortedMap<String, Counter> counters(Connection connection) throws SQLException {
        SortedMap<String, Counter> counters = new TreeMap<>();
        for (String sequence : Rows.of(connection, SEQUENCES, row -> row.getString(1))) {
            Counter counter = Rows.of(
                            connection,
                            "SELECT last_value, is_called, format('SELECT setval(%L, %s, %L)', CAST(? AS text),"
                                    + " last_value, is_called) FROM " + sequence,
                            row -> new Counter(
                                    row.getString(1) + (row.getBoolean(2) ? "" : " (not used)"), row.getString(3)),
                            sequence)
                    .get(0);
            counters.put(sequence, counter);
        }
        return counters;
    }
}
