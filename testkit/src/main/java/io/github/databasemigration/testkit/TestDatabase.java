package io.github.databasemigration.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One empty database on a real server, with a user of its own who may do everything in it.
 *
 * @param jdbcUrl without user and password
 * @param name the database's name
 * @param user its owner
 * @param password the owner's password: the canary of {@link Canary#PASSWORD} unless a test wanted another
 */
public record TestDatabase(String jdbcUrl, String name, String user, String password) {
    /** A plain connection as the owner. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /** Runs statements one by one as the owner. */
    public TestDatabase execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row, as text; null if that is null. */
    public String query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
