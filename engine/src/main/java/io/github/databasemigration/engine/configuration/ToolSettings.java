package io.github.databasemigration.engine.configuration;

import java.util.function.UnaryOperator;

/** The tool's part of the configuration: which tool, and how it finds its migrations. */
public sealed interface ToolSettings permits FlywaySettings, AlembicSettings, LiquibaseSettings {
    /** The tool's name, as the configuration writes it. */
    String tool();

    /** The same with another version or revision to stop at. */
    ToolSettings withTarget(String target);

    /** The same with another text in each field that may differ from target to target of a fleet. */
    ToolSettings with(UnaryOperator<String> texts);
}
