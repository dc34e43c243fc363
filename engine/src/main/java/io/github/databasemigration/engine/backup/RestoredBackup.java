package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.platform.Dumps;
import java.util.List;

/**
 * A backup that was restored.
 *
 * @param backup its name
 * @param restored how it was done, and where what was there before is kept
 * @param verified what was proven of the backup before
 * @param comparisons what was compared in the live database afterwards and agreed
 * @param grown tables that already had more rows than the backup when they were counted: the application writes again
 */
public record RestoredBackup(
        String backup, Dumps.Restored restored, Verified verified, List<String> comparisons, List<Finding> grown) {
    public RestoredBackup {
        comparisons = List.copyOf(comparisons);
        grown = List.copyOf(grown);
    }
}
