package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.event.Blocker;
import java.util.List;
import java.util.Optional;

/** What a server says, and what it promises, about statements that wait for locks. */
public interface LockConflicts {
    /**
     * Whether an error means that a statement was given up because it did not get a lock in time, or was in a deadlock.
     *
     * @param sqlState the error's SQL state; empty where it is not known
     * @param number the server's own number for it; 0 where it is not known
     */
    boolean gaveUp(String sqlState, int number);

    /**
     * Whether a statement that was given up is known to have done nothing, to have ended no work before it, and to have
     * left no lock with its session: so it may be sent again by itself. False where that is not certain.
     *
     * @param inTransaction whether it was sent in a transaction
     */
    boolean repeatable(String sql, boolean inTransaction);

    /** Whether nobody has to wait behind such a statement while it waits. */
    boolean patient(String sql, boolean inTransaction);

    /** SQL that lets the next statement of a session wait as long as a patient one may, unless a script has set a limit. */
    String patience();

    /** SQL that takes {@link #patience} back. */
    String impatience();

    /** Who holds what a session waits for; empty where it waits for no lock, an empty list where the server does not tell. */
    Optional<List<Blocker>> blockers(SessionId waiting);
}
