package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.platform.OwnTables;
import java.util.Locale;

/**
 * What side copies are called and where they are: in a schema of the engine's own on PostgreSQL, elsewhere among the
 * application's tables, under names that begin with its name.
 */
record SideCopyPlaces(boolean postgresql) {
    static SideCopyPlaces on(String platform) {
        return new SideCopyPlaces(platform.equals("postgresql"));
    }

    /** The name of a copy: the same whenever the same migration is looked at, and nothing that SQL wants quoted. */
    String name(String migration, int number) {
        String label = migration.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return (postgresql ? "kept_" : OwnTables.KEPT + "_") + label + "_" + number;
    }

    /** A copy, as SQL has it. */
    String of(String copy) {
        return postgresql ? OwnTables.KEPT + "." + copy : copy;
    }

    /** The name of the table that says what copies there are. */
    String manifestName() {
        return postgresql ? OwnTables.MANIFEST : OwnTables.KEPT + "_" + OwnTables.MANIFEST;
    }

    /** The same, as SQL has it. */
    String manifest() {
        return of(manifestName());
    }

    /** The statement that takes a copy out of the manifest. */
    String forget(String copy) {
        return "DELETE FROM " + manifest() + " WHERE copy = '" + copy + "'";
    }
}
