package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.LockSampling;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.TableLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds up a statement that runs without a transaction, for its locks end with it, perhaps within a millisecond: every
 * table is held in a mode that stands in the way of changes to the schema only, until the statement has been seen waiting
 * and what it waits for is known; then it is let go. That takes a few milliseconds. The holder itself waits for nothing, so
 * that the two cannot block each other.
 */
final class HeldTables implements LockSampling.Look {
    /** A lock on each costs the server memory, of which it has a limited amount. */
    private static final int MANY = 1000;

    private static final String LOCKS = "SELECT relation, mode, granted FROM pg_locks WHERE pid = ?"
            + " AND locktype = 'relation'"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final PostgresqlObserver observer;
    private final int watched;

    /** @param watched the process id of the session whose statement is held up */
    HeldTables(PostgresqlObserver observer, int watched) {
        this.observer = observer;
        this.watched = watched;
    }

    /** Takes hold of tables, as far as they are still there and the user may. */
    void hold(Connection own, Collection<String> tables) throws SQLException {
        if (tables.size() > MANY) {
            return;
        }
        own.setAutoCommit(false);
        try {
            List<String> there = Rows.of(
                    own,
                    "SELECT name FROM unnest(?) AS t (name) JOIN pg_class c ON c.oid = to_regclass(name)"
                            + " WHERE c.relkind IN ('r', 'p')"
                            + " AND has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')",
                    row -> row.getString(1),
                    own.createArrayOf("text", tables.toArray()));
            if (!there.isEmpty()) {
                Rows.run(
                        own,
                        List.of("LOCK TABLE ONLY " + String.join(", ONLY ", there)
                                + " IN SHARE UPDATE EXCLUSIVE MODE NOWAIT"));
            }
        } catch (SQLException e) {
            // Then the statement is not held up, and its locks are seen if they last.
            letGo(own);
        }
    }

    @Override
    public Set<TableLock> with(Connection own) throws SQLException {
        Set<TableLock> locks = new HashSet<>();
        boolean[] waits = new boolean[1];
        Rows.of(
                own,
                LOCKS,
                row -> {
                    Optional<TableLock> lock = observer.lock(row.getLong(1), row.getString(2));
                    lock.ifPresent(locks::add);
                    waits[0] |= !row.getBoolean(3);
                    return lock;
                },
                watched);
        if (waits[0]) {
            letGo(own);
        }
        return locks;
    }

    /** From here on each look is a transaction of its own: some statements wait for older ones to end. */
    private static void letGo(Connection own) throws SQLException {
        if (!own.getAutoCommit()) {
            own.rollback();
            own.setAutoCommit(true);
        }
    }
}
