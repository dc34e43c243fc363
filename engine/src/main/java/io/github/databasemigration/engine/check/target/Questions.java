package io.github.databasemigration.engine.check.target;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DriverFaults;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one database over one session that cannot change anything. */
final class Questions implements AutoCloseable {
    /** A plan is waited for by somebody. */
    private static final int LONGEST_COUNT_SECONDS = 5;

    private final Database database;
    private final Connection connection;

    Questions(Database database) {
        this.database = database;
        try {
            this.connection = database.connectReadOnly();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Makes something of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> all(String sql, Reader<T> reader, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> answers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(reader.read(rows));
                }
            }
            return answers;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    <T> Optional<T> first(String sql, Reader<T> reader, Object... parameters) {
        return all(sql, reader, parameters).stream().findFirst();
    }

    /** The first column of the answer to a text that may be wrong; empty where it is. */
    Optional<String> attempt(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
            return Optional.of(text.toString());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** One number; empty where it takes longer than a few seconds, or the user may not read the rows. */
    Optional<Long> count(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_COUNT_SECONDS);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private RuntimeException failed(SQLException e) {
        return new io.github.databasemigration.engine.fault.Fault(
                io.github.databasemigration.engine.fault.FaultCode.SERVER_UNREACHABLE,
                "The catalogue of the database could not be read: " + DriverFaults.words(database.connecting(), e)
                        + ".",
                "Look at the server, and try again.");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was changed, so nothing can be lost.
        }
    }
}
