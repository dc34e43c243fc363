package io.github.databasemigration.engine.configuration;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * {@code database-migration.yml}, read and checked, every default filled in.
 *
 * @param project the folder of the file: relative paths start here
 * @param tool the tool's part; detected from the project where the file does not say
 * @param verifyFolder the folder of the application's verify scripts; empty: none was configured and {@code verify} does
 *     not exist
 * @param environments by name, in the file's order
 */
public record Configuration(
        Path project, ToolSettings tool, Optional<String> verifyFolder, Map<String, Environment> environments) {}
