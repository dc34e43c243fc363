package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.platform.ColumnSums.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Sums a table up here, for embedded databases without a hash function: all rows pass by, one at a time. */
public final class StreamedSums {
    private final MessageDigest digest;

    private StreamedSums() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param table its quoted name */
    public static TableContent of(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            return new StreamedSums().sum(rows);
        }
    }

    private TableContent sum(ResultSet rows) throws SQLException {
        ResultSetMetaData description = rows.getMetaData();
        List<Column> columns = new ArrayList<>();
        List<Integer> byName = new ArrayList<>();
        for (int i = 1; i <= description.getColumnCount(); i++) {
            columns.add(new Column(description.getColumnName(i), description.getColumnTypeName(i)));
            byName.add(i);
        }
        byName.sort(Comparator.comparing(i -> columns.get(i - 1).name()));
        long[] sums = new long[columns.size()];
        long all = 0;
        long count = 0;
        while (rows.next()) {
            StringBuilder row = new StringBuilder();
            for (int i : byName) {
                String value = text(rows, i);
                if (value != null) {
                    sums[i - 1] += hash(value);
                    row.append(value.length()).append(':').append(value);
                }
                row.append(',');
            }
            all += hash(row.toString());
            count++;
        }
        TreeMap<String, String> byColumn = new TreeMap<>();
        for (int i = 0; i < sums.length; i++) {
            byColumn.put(columns.get(i).name(), Long.toHexString(sums[i]));
        }
        return new TableContent(count, Long.toHexString(all), byColumn, ColumnSums.moments(columns));
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column) instanceof byte[] bytes
                ? HexFormat.of().formatHex(bytes)
                : rows.getString(column);
    }

    private long hash(String value) {
        return ByteBuffer.wrap(digest.digest(value.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
