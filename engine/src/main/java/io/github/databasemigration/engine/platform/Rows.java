package io.github.databasemigration.engine.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of small queries. */
public final class Rows {
    private Rows() {}

    /** Every row, read by {@code reader}. */
    public static <T> List<T> of(Connection connection, String sql, Reader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            }
        }
    }

    /** The first column of the only row, as text. */
    public static String text(Connection connection, String sql, Object... parameters) throws SQLException {
        List<String> rows = of(connection, sql, row -> row.getString(1), parameters);
        if (rows.size() != 1) {
            throw new SQLException("Expected one row, found " + rows.size() + ": " + sql);
        }
        return rows.get(0);
    }

    /** Runs statements one by one. */
    public static void run(Connection connection, Iterable<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements in a session just opened, and closes it if one fails. */
    public static Connection settle(Connection opened, List<String> settings) throws SQLException {
        try {
            run(opened, settings);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /** Reads the row the cursor is at. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads it. */
        T read(ResultSet row) throws SQLException;
    }
}
