package io.github.databasemigration.engine.platform;

import java.util.Map;
import java.util.Set;

/**
 * What a session has done to the tables up to a moment between two of its statements.
 *
 * @param session the session itself
 * @param tables every table by what stays the same when it is renamed
 * @param locks the locks that the session holds on tables that were there before the first migration
 */
public record Observed(SessionId session, Map<String, Stored> tables, Set<TableLock> locks) {
    public Observed {
        tables = Map.copyOf(tables);
        locks = Set.copyOf(locks);
    }

    /**
     * A table as it lies in the server's files.
     *
     * @param name its qualified name
     * @param file what changes when the table is written anew
     * @param bytes its size with indexes and long values
     */
    public record Stored(String name, String file, long bytes) {}
}
