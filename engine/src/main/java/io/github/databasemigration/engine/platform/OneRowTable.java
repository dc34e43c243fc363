package io.github.databasemigration.engine.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A table of the engine's own with one row and one text. Only {@link #write} keeps a session. */
public final class OneRowTable implements AutoCloseable {
    private final OwnWork work;
    private final OwnWork.Opening writing;
    private final DriverFaults faults;
    private final Predicate<SQLException> missing;
    private final Words words;
    private final String name;
    private Connection session;

    /**
     * How a platform says it.
     *
     * @param text its type for a text of any length
     * @param options what {@code CREATE TABLE} needs at its end
     */
    public record Words(String text, String options) {}

    /**
     * @param work the engine's own sessions
     * @param writing how to open a session that may write and commits by itself
     * @param faults of the platform
     * @param missing tells that a statement failed because there is no such table
     * @param name as it stands in a statement
     */
    public OneRowTable(
            OwnWork work,
            OwnWork.Opening writing,
            DriverFaults faults,
            Predicate<SQLException> missing,
            Words words,
            String name) {
        this.work = work;
        this.writing = writing;
        this.faults = faults;
        this.missing = missing;
        this.words = words;
        this.name = name;
    }

    /** The text; empty where the table is not there or has none. Creates nothing. */
    public Optional<String> read() {
        return work.ask("reading the table " + name, connection -> {
            try {
                return Rows.of(connection, "SELECT note FROM " + name, row -> row.getString(1)).stream()
                        .findFirst();
            } catch (SQLException e) {
                if (missing.test(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Writes or replaces the text, in its own transaction; creates the table first if need be. */
    public void write(String text) {
        try {
            if (session == null) {
                session = writing.open();
            }
            if (!update(text)) {
                execute("INSERT INTO " + name + " (only_row, note) VALUES (1, ?)", text);
            }
        } catch (SQLException e) {
            throw faults.working("writing the table " + name, e);
        }
    }

    private boolean update(String text) throws SQLException {
        try {
            return execute("UPDATE " + name + " SET note = ? WHERE only_row = 1", text) == 1;
        } catch (SQLException e) {
            if (!missing.test(e)) {
                throw e;
            }
            Rows.run(
                    session,
                    List.of("CREATE TABLE " + name + " (only_row INTEGER NOT NULL PRIMARY KEY, note " + words.text()
                            + " NOT NULL)" + words.options()));
            return false;
        }
    }

    private int execute(String sql, String text) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setString(1, text);
            return statement.executeUpdate();
        }
    }

    /** Drops the table. Does nothing if it is not there. */
    public void drop() {
        work.in(writing, "dropping the table " + name, connection -> {
            Rows.run(connection, List.of("DROP TABLE IF EXISTS " + name));
            return null;
        });
    }

    /** Closes the session it was written with, leaving the text as it is. */
    @Override
    public void close() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            // The session is gone already; the text is in the table.
        }
        session = null;
    }
}
