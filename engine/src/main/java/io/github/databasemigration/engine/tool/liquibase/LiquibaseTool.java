package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fault.Named;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.MigrationListener;
import io.github.databasemigration.engine.tool.MigrationTool;
import io.github.databasemigration.engine.tool.PlanComparison;
import io.github.databasemigration.engine.tool.ScriptSource;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.engine.tool.ToolState;
import io.github.databasemigration.engine.tool.liquibase.bridge.Bridge;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Liquibase, bound to one project and one database. The changelog is read anew by each call. */
public final class LiquibaseTool implements MigrationTool {
    private final Path project;
    private final LiquibaseSettings settings;
    private final Database database;
    private final Bridge bridge;
    private Map<String, ScriptSource> sources = Map.of();

    /**
     * Binds Liquibase; {@code context.settings()} are {@link LiquibaseSettings}. No changelog is read yet.
     *
     * <p>Fault: {@code TOOL_MISSING}.
     */
    public LiquibaseTool(ToolContext context) {
        this.project = context.project();
        this.settings = (LiquibaseSettings) context.settings();
        this.database = context.database();
        this.bridge = new Installation(project, settings, context.environment()).bridge();
    }

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public String version() {
        return bridge.version();
    }

    @Override
    public List<String> ownTables() {
        return List.of("DATABASECHANGELOG", "DATABASECHANGELOGLOCK");
    }

    @Override
    public Optional<String> historySchema() {
        return Optional.empty();
    }

    @Override
    public ToolState inspect() {
        return look(Inspection::state);
    }

    private <T> T look(Function<Inspection, T> making) {
        ChangelogFiles files = new ChangelogFiles(project, settings);
        T made = Look.at(
                database,
                bridge,
                files.source(),
                look -> making.apply(new Inspection(database, settings, files, look)));
        sources = files.sources();
        return made;
    }

    @Override
    public Map<String, ScriptSource> sources(List<PlannedMigration> planned) {
        return sources;
    }

    @Override
    public void migrate(List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        PlanComparison.check(planned, inspect().pending());
        run(planned, transaction, listener);
    }

    private void run(List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        if (!planned.isEmpty()) {
            boolean together = transaction == TransactionMode.ALL && database.transactionalDdl();
            if (together) {
                refuseBrokenPromise(planned);
            }
            new Course(database, bridge, new ChangelogFiles(project, settings).source(), listener)
                    .run(planned, together);
        }
    }

    private static void refuseBrokenPromise(List<PlannedMigration> planned) {
        planned.stream()
                .filter(migration -> !migration.transactional())
                .findFirst()
                .ifPresent(migration -> {
                    throw new Fault(
                            FaultCode.UNSUPPORTED,
                            "Changeset " + migration.label() + " runs outside of a transaction, so the whole run cannot"
                                    + " be one.",
                            "Set transaction: each, or leave that changeset out.");
                });
    }

    @Override
    public void validate() {
        List<String> left = inspect().pending().stream()
                .filter(migration -> migration.version().isPresent())
                .map(PlannedMigration::label)
                .toList();
        if (!left.isEmpty()) {
            throw new Fault(
                    FaultCode.VERIFICATION_FAILED,
                    "Changesets are not applied: " + Named.some(left, 1) + ".",
                    "Compare DATABASECHANGELOG with the changelog.");
        }
    }

    /** Liquibase notes nothing of a changeset that failed. */
    @Override
    public List<String> repair() {
        return List.of();
    }

    @Override
    public List<PlannedMigration> planDown(String revision) {
        return look(inspection -> inspection.down(revision));
    }

    @Override
    public void migrateDown(
            String revision, List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        PlanComparison.check(planned, planDown(revision));
        run(planned, transaction, listener);
    }

    /** Nothing is held between calls. */
    @Override
    public void close() {}
}
