package io.github.databasemigration.engine.tool;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.secret.Redactor;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a tool needs for a project's files alone, without any database.
 *
 * @param project the folder that relative paths of the configuration start from
 * @param cache a folder for things that may be rebuilt (virtual environments), created on demand
 * @param environment the process environment (a tool reads nothing from {@code System.getenv})
 * @param redactor for what programs say
 * @param cancellation ends programs
 */
public record ProjectContext(
        Path project, Path cache, Map<String, String> environment, Redactor redactor, Cancellation cancellation) {}
