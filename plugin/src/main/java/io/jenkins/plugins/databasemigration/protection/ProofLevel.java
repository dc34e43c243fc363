package io.jenkins.plugins.databasemigration.protection;

import java.util.List;

/** How far a backup is proven, from nothing to everything; the names are those of {@code database-migration.yml}. */
final class ProofLevel {
    /** Each includes the ones before. */
    static final List<String> LEVELS = List.of("none", "checksum", "readable", "restore");

    private ProofLevel() {}

    /** Whether a level is at least another; what is not known is less than everything. */
    static boolean atLeast(String level, String least) {
        return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
    }

    static void check(String level) {
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "backup: expected one of " + String.join(", ", LEVELS) + ", found " + level);
        }
    }
}
