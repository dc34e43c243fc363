package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.model.Lock;
import java.util.Map;
import java.util.Optional;

/**
 * One statement, executed, and what it did.
 *
 * @param sql the statement
 * @param migration which migration it belongs to, from 0
 * @param lockTimeout whether the session had a limit for locks when it came
 * @param statementTimeout whether it had one for statements
 * @param before the objects before it
 * @param after the objects after it
 * @param heldBefore who of the application had to wait for which table, by the locks of earlier statements
 * @param blocked who had to wait while it ran, or after it until the end of its transaction
 * @param read how many rows of each table it read in sequence
 * @param changed how many rows of each table it changed
 * @param rowsBefore how many rows each table had
 * @param rowsAfter how many it has
 * @param error the state of its error
 * @param warning the state of its warning
 * @param endedTransaction whether it ended the transaction that it ran in
 */
record Step(
        String sql,
        int migration,
        boolean lockTimeout,
        boolean statementTimeout,
        Snapshot before,
        Snapshot after,
        Map<String, Lock> heldBefore,
        Map<String, Lock> blocked,
        Map<String, Long> read,
        Map<String, Long> changed,
        Map<String, Long> rowsBefore,
        Map<String, Long> rowsAfter,
        Optional<Failure> error,
        Optional<String> warning,
        boolean endedTransaction) {

    /** An error of the server. */
    record Failure(String state, String message) {}

    boolean blocks(String table, Lock atLeast) {
        return blocked.getOrDefault(table, Lock.NONE).compareTo(atLeast) >= 0;
    }

    long read(String table) {
        return read.getOrDefault(table, 0L);
    }

    long changed(String table) {
        return changed.getOrDefault(table, 0L);
    }
}
