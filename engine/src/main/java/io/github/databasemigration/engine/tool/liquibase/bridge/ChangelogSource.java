package io.github.databasemigration.engine.tool.liquibase.bridge;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a changelog is, and what chooses among its changesets.
 *
 * @param roots the folders that its paths start from
 * @param changelog the root changelog
 * @param contexts a filter in Liquibase's words; empty: all
 * @param labels a filter in Liquibase's words; empty: all
 * @param parameters replaced in changesets
 */
public record ChangelogSource(
        List<Path> roots, String changelog, String contexts, String labels, Map<String, String> parameters) {
    public ChangelogSource {
        roots = List.copyOf(roots);
        parameters = Map.copyOf(parameters);
    }
}
