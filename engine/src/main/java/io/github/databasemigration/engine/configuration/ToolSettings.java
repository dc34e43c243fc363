package io.github.databasemigration.engine.configuration;

/** The tool's part of the configuration: which tool, and how it finds its migrations. */
public sealed interface ToolSettings permits FlywaySettings, AlembicSettings {
    /** The same with another version or revision to stop at. */
    ToolSettings withTarget(String target);
}
