package io.github.databasemigration.engine.configuration;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * {@code liquibase:} in the configuration. Names are Liquibase's own where it has one.
 *
 * @param changelog the root changelog, from a folder of the search path
 * @param searchPath folders, relative to the project, that paths in changelogs start from
 * @param contexts which changesets run, by their context; empty: all
 * @param labels which changesets run, by their labels; empty: all
 * @param parameters replaced in changesets
 * @param target the changeset or tag to stop at; empty: the last
 * @param baseline the last changeset that a database without history already has; {@code base}: none
 * @param jar the jar that holds Liquibase, relative to the project
 * @param home the folder of an installed Liquibase, relative to the project
 */
public record LiquibaseSettings(
        String changelog,
        List<String> searchPath,
        Optional<String> contexts,
        Optional<String> labels,
        SortedMap<String, String> parameters,
        Optional<String> target,
        Optional<String> baseline,
        Optional<String> jar,
        Optional<String> home)
        implements ToolSettings {

    @Override
    public String tool() {
        return "liquibase";
    }

    @Override
    public LiquibaseSettings withTarget(String other) {
        return new LiquibaseSettings(
                changelog, searchPath, contexts, labels, parameters, Optional.of(other), baseline, jar, home);
    }

    @Override
    public LiquibaseSettings with(UnaryOperator<String> texts) {
        return new LiquibaseSettings(
                changelog, searchPath, contexts, labels, TargetName.in(parameters, texts), target, baseline, jar, home);
    }
}
