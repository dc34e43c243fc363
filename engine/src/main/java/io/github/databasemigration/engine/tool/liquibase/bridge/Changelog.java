package io.github.databasemigration.engine.tool.liquibase.bridge;

import java.util.List;
import java.util.Optional;

/**
 * A changelog and a database. Changesets go by their place in {@link #changeSets}. What is sent, and in which transaction,
 * is the business of whoever gave the connection. Everything may throw {@link BridgeFailure}.
 */
public interface Changelog extends AutoCloseable {
    /** All changesets, in order. */
    List<KnownChangeSet> changeSets();

    /** The history, oldest first. */
    List<Ran> history();

    /** Whether there is a history, be it empty. */
    boolean hasHistory();

    /** What Liquibase's own validation finds wrong; empty: nothing. */
    Optional<String> invalid();

    /** The tables that Liquibase keeps for itself. */
    List<String> ownTables();

    /** Makes the history table where there is none. */
    void createHistory();

    /**
     * Takes Liquibase's own lock without waiting.
     *
     * @param holder who holds it then
     * @return who holds it instead; empty: it is taken
     */
    Optional<String> lock(String holder);

    /** Gives the lock back, whoever holds it. */
    void unlock();

    /** How a changeset ended. */
    enum Outcome {
        /** It has run. */
        EXECUTED,
        /** Its preconditions say that it is to count as run. */
        MARKED,
        /** Its preconditions say that it is not to run now. */
        SKIPPED
    }

    /** Runs a changeset, without noting it in the history. */
    Outcome run(int changeSet);

    /** Does the same for whoever only looks at what would be sent: preconditions are taken to hold. */
    void rehearse(int changeSet);

    /** Notes in the history how a changeset ended. */
    void record(int changeSet, Outcome outcome);

    /** Rolls a changeset back, without noting it in the history. */
    void rollBack(int changeSet);

    /** Takes a changeset out of the history. */
    void forget(int changeSet);

    @Override
    void close();
}
