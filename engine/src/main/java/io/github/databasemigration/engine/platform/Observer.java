package io.github.databasemigration.engine.platform;

import java.util.Optional;
import java.util.Set;

/**
 * Sees what migrations do to the tables of a database that nobody else works in: which locks they take, which tables they
 * write anew, how tables grow. Knows the tables that were there when it was made.
 *
 * <p>Faults as of other work with the server.
 */
public interface Observer extends AutoCloseable {
    /** SQL with one row and one column that changes nothing, for the session that migrates, between two statements. */
    String question();

    /**
     * What the session has done up to now.
     *
     * @param answer what the session answered to the question; it stands still meanwhile
     */
    Observed observed(String answer);

    /**
     * Begins to watch the locks of a session that is about to run a statement whose locks may end with it. What is held for
     * a moment only may be missed.
     */
    Watch watch(SessionId session);

    /** Why locks cannot be seen here; empty where they can. */
    Optional<String> locksUnseen();

    /** Why it cannot be seen which tables are written anew, and how they grow; empty where it can. */
    Optional<String> filesUnseen();

    @Override
    void close();

    /** Watches one statement. */
    interface Watch {
        /** Ends the watch, and says which locks were seen. */
        Set<TableLock> end();
    }
}
