package io.github.databasemigration.engine.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads a table's content from one row of sums that the server calculated: how many rows, the sum of all, then one for each
 * column, in the order of the columns given.
 */
public final class ColumnSums {
    private static final Pattern MOMENT = Pattern.compile("(?i).*(date|time|uuid).*");

    private ColumnSums() {}

    /** A column by its name and the name of its type. */
    public record Column(String name, String type) {}

    /** Runs the query. */
    public static TableContent ask(Connection connection, List<Column> columns, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            TreeMap<String, String> sums = new TreeMap<>();
            for (int i = 0; i < columns.size(); i++) {
                sums.put(columns.get(i).name(), String.valueOf(row.getString(3 + i)));
            }
            return new TableContent(row.getLong(1), String.valueOf(row.getString(2)), sums, moments(columns));
        }
    }

    /** The columns whose type holds a time or a generated id. */
    static SortedSet<String> moments(List<Column> columns) {
        SortedSet<String> moments = new TreeSet<>();
        columns.stream()
                .filter(column -> MOMENT.matcher(column.type()).matches())
                .map(Column::name)
                .forEach(moments::add);
        return moments;
    }
}
