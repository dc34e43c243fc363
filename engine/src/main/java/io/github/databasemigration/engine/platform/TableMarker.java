package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The marker as a table of one row with one JSON text. Only {@link #write} keeps a session. */
public final class TableMarker implements ProgressMarker {
    private static final String COLUMNS = " (only_row INTEGER NOT NULL PRIMARY KEY, note TEXT NOT NULL)";

    private final OwnWork work;
    private final OwnWork.Opening writing;
    private final DriverFaults faults;
    private final Predicate<SQLException> tableMissing;
    private final String tableOptions;
    private Connection session;

    /**
     * @param work the engine's own sessions
     * @param writing how to open a session that may write and commits by itself
     * @param faults of the platform
     * @param tableMissing tells that a statement failed because there is no such table
     * @param tableOptions what {@code CREATE TABLE} needs at its end
     */
    public TableMarker(
            OwnWork work,
            OwnWork.Opening writing,
            DriverFaults faults,
            Predicate<SQLException> tableMissing,
            String tableOptions) {
        this.work = work;
        this.writing = writing;
        this.faults = faults;
        this.tableMissing = tableMissing;
        this.tableOptions = tableOptions;
    }

    @Override
    public Optional<Note> read() {
        return work.ask("reading the progress marker", connection -> {
            try {
                return Rows.of(connection, "SELECT note FROM " + TABLE, row -> row.getString(1)).stream()
                        .map(note -> Json.read(note, Note.class))
                        .findFirst();
            } catch (SQLException e) {
                if (tableMissing.test(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void write(Note note) {
        try {
            if (session == null) {
                session = writing.open();
            }
            if (!update(note)) {
                insert(note);
            }
        } catch (SQLException e) {
            throw faults.working("writing the progress marker", e);
        }
    }

    private boolean update(Note note) throws SQLException {
        try {
            return execute("UPDATE " + TABLE + " SET note = ? WHERE only_row = 1", note) == 1;
        } catch (SQLException e) {
            if (!tableMissing.test(e)) {
                throw e;
            }
            Rows.run(session, List.of("CREATE TABLE " + TABLE + COLUMNS + tableOptions));
            return false;
        }
    }

    private void insert(Note note) throws SQLException {
        execute("INSERT INTO " + TABLE + " (only_row, note) VALUES (1, ?)", note);
    }

    private int execute(String sql, Note note) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setString(1, Json.canonical(note));
            return statement.executeUpdate();
        }
    }

    @Override
    public void clear() {
        work.in(writing, "dropping the progress marker", connection -> {
            Rows.run(connection, List.of("DROP TABLE IF EXISTS " + TABLE));
            return null;
        });
    }

    @Override
    public void close() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            // The session is gone already; the note is in the table.
        }
        session = null;
    }
}
