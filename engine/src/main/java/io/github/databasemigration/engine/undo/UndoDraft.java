package io.github.databasemigration.engine.undo;

import java.util.List;

/**
 * An undo script as far as it can be found from a migration's own statements.
 *
 * @param script the migration
 * @param statements what takes it back, the last thing first
 * @param irreversible what nothing takes back; empty where the script is complete
 */
public record UndoDraft(String script, List<String> statements, List<Irreversible> irreversible) {
    public UndoDraft {
        statements = List.copyOf(statements);
        irreversible = List.copyOf(irreversible);
    }

    /** A statement that cannot be taken back, and why, in a few words. */
    public record Irreversible(String sql, String why) {}

    /** Whether it takes everything back. */
    public boolean complete() {
        return irreversible.isEmpty();
    }
}
