package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.tool.MigrationFile;
import io.github.databasemigration.engine.tool.MigrationFiles.Found;
import java.util.List;
import java.util.Optional;

/**
 * The migrations of two branches.
 *
 * @param base where they parted
 * @param ours as they are here
 * @param theirs as they are on the other branch
 * @param merged as they would be together
 */
record Sides(Found base, Found ours, Found theirs, Found merged) {
    /** What claims the same, preferring the same file. */
    static Optional<MigrationFile> same(MigrationFile migration, Found side) {
        List<MigrationFile> claiming = side.migrations().stream()
                .filter(each -> each.claim().equals(migration.claim()))
                .toList();
        return claiming.stream()
                .filter(each -> each.file().equals(migration.file()))
                .findFirst()
                .or(() -> claiming.stream().findFirst());
    }

    static boolean equal(MigrationFile one, MigrationFile other) {
        return one.checksum().equals(other.checksum()) && one.description().equals(other.description());
    }

    /** What is new or changed here since the branches parted, and is not the same on the other. */
    List<MigrationFile> newHere() {
        return changed(ours, theirs);
    }

    /** The same on the other branch. */
    List<MigrationFile> newThere() {
        return changed(theirs, ours);
    }

    private List<MigrationFile> changed(Found side, Found other) {
        return side.migrations().stream()
                .filter(each -> same(each, base).filter(old -> equal(old, each)).isEmpty())
                .filter(each -> same(each, other)
                        .filter(there -> equal(there, each) && there.file().equals(each.file()))
                        .isEmpty())
                .toList();
    }
}
