package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.tool.MigrationTool;
import io.github.databasemigration.engine.tool.ToolState;
import java.util.List;
import java.util.Optional;

/**
 * What a backup is taken for, and where the migration tool stood then.
 *
 * @param run the id of the run that takes it; empty outside a run
 * @param engineVersion this program's version
 * @param tool {@code flyway} or {@code alembic}
 * @param toolVersion the tool's version
 * @param version where the database is, as {@link ToolState#current()} says
 * @param ownTables the tables the tool keeps for itself, without schema: compared by content, left out of the schema
 */
public record Occasion(
        Optional<String> run,
        String engineVersion,
        String tool,
        String toolVersion,
        Optional<String> version,
        List<String> ownTables) {

    public Occasion {
        ownTables = List.copyOf(ownTables);
    }

    /** The occasion of a run with a tool that was inspected. */
    public static Occasion of(Optional<String> run, String engineVersion, MigrationTool tool, ToolState state) {
        return new Occasion(run, engineVersion, tool.name(), tool.version(), state.current(), tool.ownTables());
    }
}
