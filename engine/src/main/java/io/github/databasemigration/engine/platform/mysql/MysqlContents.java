package io.github.databasemigration.engine.platform.mysql;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sums up every table, its values as bytes. Of a system-versioned table only the present counts: its history goes on with
 * each change, also with one that takes another back.
 */
final class MysqlContents {
    private static final String SEQUENCES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'SEQUENCE'";
    private static final String COLUMNS = "SELECT column_name, data_type FROM information_schema.columns"
            + " WHERE table_schema = ? AND table_name = ? ORDER BY CAST(column_name AS BINARY)";
    private static final Pattern COUNTER = Pattern.compile("\\) ENGINE=.* AUTO_INCREMENT=(\\d+)");

    private MysqlContents() {}

    static SortedMap<String, TableContent> of(Connection connection, String database, Set<String> ignored)
            throws SQLException {
        List<MysqlTable> tables = MysqlTable.in(connection, database);
        Rows.run(
                connection,
                List.of(
                        "SET SESSION time_zone = '+00:00', sql_mode = ''",
                        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                        "START TRANSACTION WITH CONSISTENT SNAPSHOT"));
        SortedMap<String, TableContent> contents = new TreeMap<>();
        for (MysqlTable table : tables) {
            if (!OwnTables.contains(ignored, table.name())) {
                contents.put(table.name(), of(connection, database, table));
            }
        }
        Rows.run(connection, List.of("COMMIT"));
        return contents;
    }

    private static TableContent of(Connection connection, String database, MysqlTable table) throws SQLException {
        List<Column> columns = Rows.of(
                connection, COLUMNS, row -> new Column(row.getString(1), row.getString(2)), database, table.name());
        String row = columns.stream()
                .map(column -> "IFNULL(" + hash(column) + ", '-')")
                .collect(Collectors.joining(", ", "SHA1(CONCAT_WS(',', ", "))"));
        String query = "SELECT COUNT(*), " + sum(row)
                + columns.stream().map(column -> ", " + sum(hash(column))).collect(Collectors.joining())
                + " FROM " + table.quoted();
        return ColumnSums.ask(connection, columns, query);
    }

    private static String hash(Column column) {
        String name = Backticks.quote(column.name());
        // A FLOAT's text has six digits; as a DOUBLE it shows all that it has.
        String value = column.type().equalsIgnoreCase("float") ? "CAST(" + name + " AS DOUBLE)" : name;
        return "SHA1(CAST(" + value + " AS BINARY))";
    }

    private static String sum(String hash) {
        return "SUM(CAST(CONV(LEFT(" + hash + ", 16), 16, 10) AS DECIMAL(20)))";
    }

    /** The next automatic numbers of tables, and sequences. {@code information_schema} may be behind. */
    static SortedMap<String, Counter> counters(Connection connection, String database) throws SQLException {
        SortedMap<String, Counter> counters = new TreeMap<>();
        for (MysqlTable table : MysqlTable.in(connection, database)) {
            String name = table.quoted();
            String text = Rows.of(connection, "SHOW CREATE TABLE " + name, row -> row.getString(2))
                    .get(0);
            if (text.contains(" AUTO_INCREMENT")) {
                Matcher next = COUNTER.matcher(text);
                String value = next.find() ? next.group(1) : "1";
                counters.put(table.name(), new Counter(value, "ALTER TABLE " + name + " AUTO_INCREMENT = " + value));
            }
        }
        for (String sequence : Rows.of(connection, SEQUENCES, row -> row.getString(1), database)) {
            String name = Backticks.quote(sequence);
            String value = Rows.text(connection, "SELECT next_not_cached_value FROM " + name);
            counters.put(sequence, new Counter(value, "ALTER SEQUENCE " + name + " RESTART " + value));
        }
        return counters;
    }
}
