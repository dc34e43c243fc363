package io.github.databasemigration.engine.platform;

import java.time.Duration;
import java.util.Set;

/** Indexes that take part in every change and answer no query, because their building did not come to its end. */
public interface InvalidIndexes {
    /**
     * One of them.
     *
     * @param id the server's number for it, which no other ever had in this database
     */
    record Index(long id, String schema, String name, String table) {
        @Override
        public String toString() {
            return "index " + schema + "." + name + " of " + table;
        }
    }

    /** Those there are now. */
    Set<Index> now();

    /** Whether a statement may leave one, by the names in its text; false where they cannot be read. */
    boolean mayLeave(String sql);

    /** Whether such a statement builds this very index, by the names in its text; false where they cannot be read. */
    boolean builtBy(String sql, Index index);

    /**
     * Drops one without stopping anybody who works with its table, if it is still invalid.
     *
     * @param patience how long it may wait for transactions that are older
     */
    void drop(Index index, Duration patience);
}
