package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Name;
import java.util.Optional;

/**
 * What a rule has to say about a statement.
 *
 * @param text what will happen, in one line
 * @param table whose size decides how much it weighs; empty where size does not matter
 */
public record Remark(String text, Optional<Name> table) {
    static Optional<Remark> about(Name table, String text) {
        return Optional.of(new Remark(text, Optional.of(table)));
    }

    static Optional<Remark> about(String text) {
        return Optional.of(new Remark(text, Optional.empty()));
    }
}
