package io.github.databasemigration.engine.verification;

import io.github.databasemigration.engine.secret.Redactor;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a query returned.
 *
 * @param count of the rows, up to {@link #MOST_COUNTED}
 * @param only the value where there is exactly one row with one column, and it is not null
 * @param sample the first rows as text: redacted, each value cut to {@link #LONGEST_VALUE} characters
 */
record Found(int count, Optional<String> only, List<String> sample) {
    /** Enough to judge by; rows beyond it are not even fetched. */
    static final int MOST_COUNTED = 10_000;

    private static final int MOST_SAMPLED = 20;
    private static final int LONGEST_VALUE = 200;

    /** Nothing. */
    static final Found NOTHING = new Found(0, Optional.empty(), List.of());

    static Found in(ResultSet rows, Redactor redactor) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        Optional<String> first = Optional.empty();
        List<String> sample = new ArrayList<>();
        int count = 0;
        while (rows.next()) {
            if (count == 0) {
                first = Optional.ofNullable(rows.getString(1));
            }
            if (count < MOST_SAMPLED) {
                sample.add(row(rows, columns, redactor));
            }
            count++;
        }
        boolean single = count == 1 && columns.getColumnCount() == 1;
        return new Found(count, single ? first : Optional.empty(), List.copyOf(sample));
    }

    private static String row(ResultSet rows, ResultSetMetaData columns, Redactor redactor) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            // Redacted before it is cut, for half a password would not be recognised.
            String value = rows.getString(column);
            values.add(columns.getColumnLabel(column) + "=" + (value == null ? "NULL" : cut(redactor.redact(value))));
        }
        return String.join(", ", values);
    }

    private static String cut(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST_VALUE
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }

    /** The number of rows, for people. */
    String rows() {
        return switch (count) {
            case 0 -> "no row";
            case 1 -> "1 row";
            case MOST_COUNTED -> MOST_COUNTED + " rows or more";
            default -> count + " rows";
        };
    }
}
