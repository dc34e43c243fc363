package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.ProgressMarker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The marker as a table of one row. Only {@link #write} keeps a session; the others open and close theirs. */
final class Marker implements ProgressMarker {
    private static final String TABLE_MISSING = "42P01";
    private static final String CREATE = "CREATE TABLE " + TABLE
            + " (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), run text NOT NULL, holder text NOT NULL,"
            + " version text NOT NULL, script text NOT NULL, statement integer NOT NULL, finished boolean NOT NULL,"
            + " sql text NOT NULL, at timestamptz NOT NULL)";
    private static final String WRITE = "INSERT INTO " + TABLE
            + " (run, holder, version, script, statement, finished, sql, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (only_row) DO UPDATE SET (run, holder, version, script, statement, finished, sql, at)"
            + " = (excluded.run, excluded.holder, excluded.version, excluded.script, excluded.statement,"
            + " excluded.finished, excluded.sql, excluded.at)";
    private static final String READ =
            "SELECT run, holder, version, script, statement, finished, sql, at FROM " + TABLE;

    private final Sessions sessions;
    private Connection session;

    Marker(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Note> read() {
        return sessions.ask("reading the progress marker", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(READ)) {
                return row.next() ? Optional.of(note(row)) : Optional.empty();
            } catch (SQLException e) {
                if (TABLE_MISSING.equals(e.getSQLState())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static Note note(ResultSet row) throws SQLException {
        return new Note(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getBoolean(6),
                row.getString(7),
                row.getObject(8, OffsetDateTime.class).toInstant());
    }

    @Override
    public void write(Note note) {
        try {
            if (session == null) {
                session = sessions.unlimited();
            }
            upsert(note);
        } catch (SQLException e) {
            throw sessions.faults().working(sessions.address(), "writing the progress marker", e);
        }
    }

    private void upsert(Note note) throws SQLException {
        try {
            insert(note);
        } catch (SQLException e) {
            if (!TABLE_MISSING.equals(e.getSQLState())) {
                throw e;
            }
            try (Statement statement = session.createStatement()) {
                statement.execute(CREATE);
            }
            insert(note);
        }
    }

    private void insert(Note note) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(WRITE)) {
            statement.setString(1, note.run());
            statement.setString(2, note.holder());
            statement.setString(3, note.version());
            statement.setString(4, note.script());
            statement.setInt(5, note.statement());
            statement.setBoolean(6, note.finished());
            statement.setString(7, note.sql());
            statement.setObject(8, note.at().atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }

    @Override
    public void clear() {
        sessions.change("dropping the progress marker", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("DROP TABLE IF EXISTS " + TABLE);
            }
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
