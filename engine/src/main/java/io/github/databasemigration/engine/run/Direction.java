package io.github.databasemigration.engine.run;

import java.util.Optional;

/**
 * Which way a run goes.
 *
 * @param downTo the revision to go down to; empty: up, to the configured target
 */
public record Direction(Optional<String> downTo) {
    /** Up, to the configured target. */
    public static final Direction UP = new Direction(Optional.empty());

    /** Down to a revision. */
    public static Direction down(String revision) {
        return new Direction(Optional.of(revision));
    }
}
