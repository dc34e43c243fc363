package io.github.databasemigration.engine.tool;

/** A migration failed, or was cancelled, while it ran. What stayed in the database is not known here: look there. */
public final class MigrationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String label;
    private final boolean lackedLock;

    /**
     * @param label the migration that failed
     * @param error the server's or the tool's words, redacted, one line if it can be
     */
    public MigrationFailure(String label, String error) {
        this(label, error, false);
    }

    /** @param lackedLock whether it failed because a statement did not get a lock in time */
    public MigrationFailure(String label, String error, boolean lackedLock) {
        super(error);
        this.label = label;
        this.lackedLock = lackedLock;
    }

    /** The migration that failed, as in {@code PlannedMigration.label()}. */
    public String label() {
        return label;
    }

    /** Whether it failed for no other reason than that a statement did not get a lock in time. */
    public boolean lackedLock() {
        return lackedLock;
    }
}
