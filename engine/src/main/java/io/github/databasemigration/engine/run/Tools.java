package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.configuration.ToolSettings;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.MigrationTool;
import io.github.databasemigration.engine.tool.ProjectContext;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.engine.tool.alembic.AlembicTool;
import io.github.databasemigration.engine.tool.alembic.PythonAhead;
import io.github.databasemigration.engine.tool.flyway.FlywayTool;
import io.github.databasemigration.engine.tool.liquibase.LiquibaseTool;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the migration tool of an order, and may begin with what takes long before the database is there. */
final class Tools implements AutoCloseable {
    private final Order order;
    private final Optional<PythonAhead> python;

    private Tools(Order order, Optional<PythonAhead> python) {
        this.order = order;
        this.python = python;
    }

    /** Begins with nothing before a tool is opened. */
    static Tools of(Order order) {
        return new Tools(order, Optional.empty());
    }

    /** For who will need the tool in any case. */
    static Tools ahead(Order order) {
        ProjectContext context = new ProjectContext(
                order.configuration().project(),
                cache(order),
                order.processEnvironment(),
                order.redactor(),
                order.cancellation());
        return order.configuration().tool() instanceof AlembicSettings settings
                ? new Tools(order, Optional.of(PythonAhead.start(context, settings, order.credentials())))
                : of(order);
    }

    /** A tool for a database, aimed where the settings say. */
    MigrationTool open(Database database, ToolSettings settings) {
        ToolContext context = new ToolContext(
                order.configuration().project(), settings, database, cache(order), order.processEnvironment());
        if (settings instanceof FlywaySettings) {
            return new FlywayTool(context);
        } else if (settings instanceof AlembicSettings) {
            return new AlembicTool(context, python);
        } else if (settings instanceof LiquibaseSettings) {
            return new LiquibaseTool(context);
        }
        throw new IllegalStateException("no tool for " + settings);
    }

    private static Path cache(Order order) {
        return order.workFolder().resolve("cache");
    }

    /** Ends what was begun and never used. */
    @Override
    public void close() {
        python.ifPresent(PythonAhead::close);
    }
}
