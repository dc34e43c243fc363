package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.configuration.ToolSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Platform;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.tool.MigrationTool;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A database and its migration tool, opened for one order. */
final class Workbench implements AutoCloseable {
    private final Order order;
    private final Database database;
    private final Tools tools;
    private MigrationTool tool;

    private Workbench(Order order, Database database, Tools tools) {
        this.order = order;
        this.database = database;
        this.tools = tools;
        this.tool = tools.open(database, order.configuration().tool());
    }

    static Workbench open(Order order) {
        return open(order, Tools.of(order));
    }

    /** @param tools which the caller closes */
    static Workbench open(Order order, Tools tools) {
        return new Workbench(order, reach(order), tools);
    }

    /** The same tool on another database: a scratch copy. */
    static Workbench on(Order order, Database database) {
        return new Workbench(order, database, Tools.of(order));
    }

    /** The database alone, without its tool. */
    static Database reach(Order order) {
        Connecting connecting = order.connecting();
        Platform platform = Platforms.installed().find(connecting.url());
        if (connecting.schema().isPresent() && !platform.separatesSchemas()) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "On " + platform.name() + " a target cannot be a schema.",
                    "Use targets.of: databases, with {target} in the URL.");
        }
        return platform.open(connecting);
    }

    /** Binds the tool anew: to the configured target, or to a nearer one. */
    void aim(Optional<String> target) {
        ToolSettings configured = order.configuration().tool();
        tool.close();
        tool = tools.open(database, target.map(configured::withTarget).orElse(configured));
    }

    /** What understands the database's statements; empty where nothing does. */
    Optional<StatementParser> parser() {
        String platform = database.target().platform();
        return Checks.know(platform) ? Optional.of(Checks.parser(platform)) : Optional.empty();
    }

    /** Begins to understand the statements of a plan while other things are waited for; the parser remembers them. */
    void readAhead(Plan plan) {
        parser().ifPresent(understanding -> ReadAhead.begin(understanding, plan));
    }

    Database database() {
        return database;
    }

    MigrationTool tool() {
        return tool;
    }

    /** Tables that are nobody's schema: the tool's history and our own. */
    Set<String> ownTables() {
        Set<String> own = new HashSet<>(tool.ownTables());
        own.addAll(OwnTables.NAMES);
        return own;
    }

    @Override
    public void close() {
        tool.close();
    }
}
