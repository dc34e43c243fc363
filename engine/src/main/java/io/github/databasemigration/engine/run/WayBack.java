package io.github.databasemigration.engine.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One way back, open or not.
 *
 * @param kind by the migration tool's own scripts, or to a backup
 * @param goal the version it leads to; empty: before the first
 * @param by what would run, or the backup's id
 * @param closed why it cannot be gone; empty where it can
 * @param loses what would be lost, one line each, as far as it can be seen
 * @param takes how long it took when it was last tried out; empty where it never was
 * @param command what to type
 */
public record WayBack(
        Kind kind,
        Optional<String> goal,
        List<String> by,
        Optional<String> closed,
        List<String> loses,
        Optional<Duration> takes,
        String command) {

    public WayBack {
        by = List.copyOf(by);
        loses = List.copyOf(loses);
    }

    /** What goes back. */
    public enum Kind {
        /** Undo scripts or downgrades: what was written since stays, as far as the scripts keep it. */
        SCRIPTS,
        /** A backup: everything is as it was when it was taken. */
        BACKUP
    }

    /** Whether it can be gone. */
    public boolean open() {
        return closed.isEmpty();
    }
}
