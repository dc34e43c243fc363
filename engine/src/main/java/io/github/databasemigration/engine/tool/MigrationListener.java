package io.github.databasemigration.engine.tool;

import io.github.databasemigration.engine.platform.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hears from a tool what it does to the database, while it does it, in the order of execution.
 *
 * <p>{@link #migrationStarted} and {@link #statementStarted} are called before anything is sent: a listener that throws
 * there stops the run.
 */
public interface MigrationListener {
    /** The tool opened a session that will run migrations; cancelling it stops the tool. */
    void sessionOpened(SessionId session);

    /** A migration of the plan begins; {@code label} as in {@code PlannedMigration.label()}. */
    void migrationStarted(String label, String script, boolean transactional);

    /**
     * What to ask in the very session that migrates: SQL with one row and one column that changes nothing. It is asked
     * before a migration's first statement and after each one that ended well. Empty: nothing is asked.
     */
    default Optional<String> question() {
        return Optional.empty();
    }

    /** What the session answered to {@link #question}; it stands still until this returns. */
    default void answered(String answer) {}

    /**
     * What to send right before a statement, in its session and its transaction, once {@link #statementStarted} was heard.
     * Where one of these fails, the migration has failed.
     */
    default List<String> beforehand(String sql) {
        return List.of();
    }

    /** A statement is about to be sent. */
    void statementStarted(String sql);

    /** The statement ended well; {@code rows} as far as the server said. */
    void statementFinished(Duration took, Optional<Long> rows);

    /** The statement failed; {@code error} is redacted. */
    void statementFailed(Duration took, String error);

    /**
     * The server gave the running statement up, for it did not get a lock, and promises that nothing came of it. True to
     * have it sent again at once; whoever says so has waited before.
     */
    default boolean sendAgain(Duration waited) {
        return false;
    }

    /** The migration ended well (committed, unless the whole run is one transaction). */
    void migrationFinished(String label);
}
