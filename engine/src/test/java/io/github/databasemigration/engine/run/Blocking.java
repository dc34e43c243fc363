package io.github.databasemigration.engine.run;

import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A session of the application that did something in a transaction and went to sleep over it. */
final class Blocking implements AutoCloseable {
    private final Connection connection;
    private final String session;

    private Blocking(Connection connection, String session) {
        this.connection = connection;
        this.session = session;
    }

    static Blocking after(TestDatabase database, String sql) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            String question = database.jdbcUrl().contains("postgresql") ? "pg_backend_pid()" : "CONNECTION_ID()";
            try (ResultSet row = statement.executeQuery("SELECT " + question)) {
                row.next();
                String session = row.getString(1);
                statement.execute(sql);
                return new Blocking(connection, session);
            }
        }
    }

    /** The server's number for it. */
    String session() {
        return session;
    }

    /** It wakes up, and ends its transaction. */
    void release() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
