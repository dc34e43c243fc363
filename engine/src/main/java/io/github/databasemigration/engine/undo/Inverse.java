package io.github.databasemigration.engine.undo;

import java.util.List;
import java.util.Optional;

/**
 * What takes an action back, or why nothing does.
 *
 * @param statements in order; none where nothing is left to take back
 * @param why what stands in the way, in a few words; empty where nothing does
 */
record Inverse(List<String> statements, Optional<String> why) {
    Inverse {
        statements = List.copyOf(statements);
    }

    static Inverse by(String... statements) {
        return new Inverse(List.of(statements), Optional.empty());
    }

    static Inverse nothing() {
        return by();
    }

    static Inverse none(String why) {
        return new Inverse(List.of(), Optional.of(why));
    }
}
