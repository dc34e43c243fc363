package io.github.databasemigration.engine.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * A note in the database itself, kept only while a migration runs outside the protection of a transaction.
 *
 * <p>Where DDL commits by itself (MariaDB, MySQL, H2) or a script asked for no transaction, a killed process leaves
 * half a migration and nothing that says so. So the engine keeps one row in the table {@value #TABLE}, written in its
 * own session before and after each statement, and drops the table when the run has ended and its outcome is known. A
 * table that is still there, while nobody holds the lock, is the exact description of a run that was killed.
 */
public interface ProgressMarker {
    /** The table's name, in the connection's default schema. */
    String TABLE = "database_migration_in_progress";

    /**
     * Where a run was.
     *
     * @param run the run's id
     * @param holder who ran it
     * @param version the migration's label
     * @param script the script's name
     * @param statement the number of the last statement sent, counted from 1; 0 before the first
     * @param finished whether that statement ended well
     * @param sql the beginning of that statement, for people
     * @param at when this was written
     */
    record Note(
            String run,
            String holder,
            String version,
            String script,
            int statement,
            boolean finished,
            String sql,
            Instant at) {}

    /** The note, if the table exists and has one. Does not create anything. */
    Optional<Note> read();

    /** Writes or replaces the note, in its own transaction; creates the table first if need be. */
    void write(Note note);

    /** Drops the table. Does nothing if it is not there. */
    void clear();

    /** Closes the session the marker was written with, leaving the note as it is. */
    void close();
}
