package io.github.databasemigration.engine.platform;

/**
 * A lock on a table.
 *
 * @param table the table's qualified name, as it was before the migrations
 * @param mode what the server calls it
 * @param waits who of the application has to wait as long as it is held
 */
public record TableLock(String table, String mode, Waits waits) {
    /** Who has to wait. */
    public enum Waits {
        /** Nobody who reads or writes. */
        NOBODY,
        /** Who writes. */
        WRITERS,
        /** Who reads or writes. */
        EVERYBODY
    }
}
