package io.github.databasemigration.engine.tool;

import io.github.databasemigration.engine.configuration.ToolSettings;
import io.github.databasemigration.engine.platform.Database;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a tool is bound to.
 *
 * @param project the folder that relative paths of the configuration start from
 * @param settings the tool's part of the configuration
 * @param database where to work
 * @param cache a folder for things that may be rebuilt (virtual environments), created on demand
 * @param environment the process environment (a tool reads nothing from {@code System.getenv})
 */
public record ToolContext(
        Path project, ToolSettings settings, Database database, Path cache, Map<String, String> environment) {

    /** The part of it that needs no database. */
    public ProjectContext files() {
        return new ProjectContext(
                project,
                cache,
                environment,
                database.connecting().redactor(),
                database.connecting().cancellation());
    }
}
