package io.github.databasemigration.engine.check.model;

/** How strongly a statement locks a table that is there, as far as an application notices. */
public enum Lock {
    /** Nobody who reads or writes waits. */
    NONE,
    /** Who writes waits. */
    WRITES,
    /** Everybody waits. */
    ALL;

    /** Whether somebody waits. */
    public boolean blocks() {
        return this != NONE;
    }
}
