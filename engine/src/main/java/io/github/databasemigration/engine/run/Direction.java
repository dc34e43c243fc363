package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.Plan;
import java.util.Locale;
import java.util.Optional;

/**
 * Which way a run goes.
 *
 * @param downTo the revision to go down to; empty: up, to the configured target
 * @param from the version from which alone it goes down; empty: from any
 * @param phase up, but only through this phase; empty: all the way
 */
public record Direction(Optional<String> downTo, Optional<String> from, Optional<Phase> phase) {
    /** The setting of a plan that holds its phase. */
    static final String PHASE = "phase";

    /** Up, to the configured target. */
    public static final Direction UP = new Direction(Optional.empty(), Optional.empty(), Optional.empty());

    /** Down to a revision. */
    public static Direction down(String revision) {
        return down(revision, Optional.empty());
    }

    /** Down to a revision, but only from a version. */
    public static Direction down(String revision, Optional<String> from) {
        return new Direction(Optional.of(revision), from, Optional.empty());
    }

    /** Up through expand or contract alone. */
    public static Direction through(Phase phase) {
        return new Direction(Optional.empty(), Optional.empty(), Optional.of(phase));
    }

    /** The way up that a plan was made for. */
    static Direction of(Plan plan) {
        return Optional.ofNullable(plan.settings().get(PHASE))
                .map(word -> through(Phase.valueOf(word.toUpperCase(Locale.ROOT))))
                .orElse(UP);
    }

    boolean up() {
        return downTo.isEmpty();
    }
}
