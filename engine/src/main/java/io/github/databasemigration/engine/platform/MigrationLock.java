package io.github.databasemigration.engine.platform;

/**
 * The right to change one database's schema, held until closed.
 *
 * <p>The database server (or, for embedded databases, the operating system) arbitrates, and it takes the right back by
 * itself when the holder dies: a dead holder's lock never blocks.
 */
public interface MigrationLock extends AutoCloseable {
    /** Asks the server whether the lock is still ours. Called every few seconds by a watchdog; false means stop. */
    boolean stillHeld();

    /** Gives the lock back. Never throws: a lock that cannot be given back is gone with its session. */
    @Override
    void close();
}
