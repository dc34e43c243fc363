package io.github.databasemigration.engine.tool;

import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where a database is, as the tool sees it.
 *
 * @param current the current version, or the sorted revisions joined with a comma; empty before the first
 * @param target where it would be after {@code pending}
 * @param applied every applied entry of the history, oldest first
 * @param pending what would run, in order, callbacks among them where they fire
 * @param failed entries of the history that say a migration failed half-way (MariaDB, H2), by label
 * @param settings the tool's settings that decide what runs; values that may be secret only as a hash
 */
public record ToolState(
        Optional<String> current,
        Optional<String> target,
        List<Applied> applied,
        List<PlannedMigration> pending,
        List<String> failed,
        SortedMap<String, String> settings) {

    public ToolState {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        failed = List.copyOf(failed);
    }

    /**
     * One applied migration.
     *
     * @param version version or revision; empty for repeatable ones
     * @param description what its author called it
     * @param script the script's name
     * @param installedOn when, as text of the history; empty where the tool does not record it (Alembic)
     */
    public record Applied(Optional<String> version, String description, String script, Optional<String> installedOn) {}
}
