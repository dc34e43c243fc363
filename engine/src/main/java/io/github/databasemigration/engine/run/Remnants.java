package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.InvalidIndexes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Takes away the invalid index that a statement left which builds beside the running application and did not come to its
 * end: while it is there, every change pays for it, and {@code IF NOT EXISTS} would take it for done.
 *
 * <p>Only what was not there before the statement, is invalid, and has the names of the statement. All else is not ours.
 */
final class Remnants {
    private final Optional<InvalidIndexes> indexes;
    private final RunListener listener;
    private Set<InvalidIndexes.Index> before = Set.of();
    private Optional<String> sql = Optional.empty();

    Remnants(Database database, RunListener listener) {
        this.indexes = database.invalidIndexes();
        this.listener = listener;
    }

    /** A statement outside of any transaction is about to be sent. */
    void before(String statement) {
        indexes.filter(known -> known.mayLeave(statement)).ifPresent(known -> {
            before = known.now();
            sql = Optional.of(statement);
        });
    }

    /** It ended well: what it left is what it was to leave. */
    void done() {
        sql = Optional.empty();
    }

    /**
     * It failed: drops what it left, and tells. False where something of it may be there still.
     *
     * @param patience how long to wait for older transactions; nobody waits behind that
     */
    boolean remove(Duration patience) {
        if (sql.isEmpty()) {
            return true;
        }
        try {
            boolean clean = true;
            for (InvalidIndexes.Index index : indexes.orElseThrow().now()) {
                if (!before.contains(index) && indexes.orElseThrow().builtBy(sql.get(), index)) {
                    clean &= drop(index, patience);
                }
            }
            return clean;
        } catch (Fault fault) {
            listener.on(new RunEvent.Note("Invalid indexes could not be looked for: " + fault.getMessage()));
            return false;
        }
    }

    private boolean drop(InvalidIndexes.Index index, Duration patience) {
        try {
            indexes.orElseThrow().drop(index, patience);
            listener.on(new RunEvent.Note("Dropped the invalid " + index + ", which the failed statement had left."));
            return true;
        } catch (Fault fault) {
            listener.on(new RunEvent.Note(
                    "The failed statement left the invalid " + index + ", which could not be dropped ("
                            + fault.getMessage() + "): drop it with DROP INDEX CONCURRENTLY."));
            return false;
        }
    }
}
