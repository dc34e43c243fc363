package io.github.databasemigration.engine.undo;

import java.util.List;

/**
 * An undo script as far as it can be found from a migration's own statements.
 *
 * @param script the migration
 * @param statements what takes it back, the last thing first
 * @param irreversible what nothing takes back; empty where the script is complete
 * @param kept the side copies that it puts back
 */
public record UndoDraft(String script, List<String> statements, List<Irreversible> irreversible, List<Kept> kept) {
    public UndoDraft {
        kept = List.copyOf(kept);
        statements = List.copyOf(statements);
        irreversible = List.copyOf(irreversible);
    }

    /**
     * A statement that cannot be taken back, and why, in a few words.
     *
     * @param destroys whether it destroys what was there before the migration
     */
    public record Irreversible(String sql, String why, boolean destroys) {}

    /** What is destroyed for good. */
    public List<Irreversible> lost() {
        return irreversible.stream().filter(Irreversible::destroys).toList();
    }

    /** A side copy and the migration's statement, counted from 0, that it is made before. */
    public record Kept(int statement, SideCopy copy) {}

    /** Whether it takes everything back. */
    public boolean complete() {
        return irreversible.isEmpty();
    }
}
