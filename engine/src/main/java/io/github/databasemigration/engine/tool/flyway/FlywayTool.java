package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import io.github.databasemigration.engine.tool.MigrationTool;
import io.github.databasemigration.engine.tool.PlanComparison;
import io.github.databasemigration.engine.tool.ScriptSource;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.engine.tool.ToolState;
import io.github.databasemigration.engine.tool.jdbc.Insistent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.internal.license.VersionPrinter;

/**
 * Flyway, bound to one project and one database.
 *
 * <p>Only SQL in folders of the project: no Java migrations, no class path, no scripts that Flyway would run as programs.
 * Files are read anew by each call, and once; what is parsed of them is kept until their bytes are others.
 */
public final class FlywayTool implements MigrationTool {
    /** Where two sessions of one run would lock each other out. */
    private static final String ONE_WRITER = "sqlite";

    private final Path project;
    private final FlywaySettings settings;
    private final Database database;
    private final FlywayFactory factory;
    private final ParsedScripts parsed = new ParsedScripts();
    private Map<String, ScriptSource> sources = Map.of();

    /** Binds Flyway; {@code context.settings()} are {@link FlywaySettings}. Nothing is read yet. */
    public FlywayTool(ToolContext context) {
        this.project = context.project();
        this.settings = (FlywaySettings) context.settings();
        this.database = context.database();
        this.factory = new FlywayFactory(project, settings);
    }

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public String version() {
        // Public results carry it too, but only those of a call that needs a database.
        return VersionPrinter.getVersion();
    }

    @Override
    public Optional<String> historySchema() {
        return settings.schemas().stream().findFirst();
    }

    @Override
    public List<String> ownTables() {
        return List.of(settings.table());
    }

    @Override
    public ToolState inspect() {
        return inspect(read());
    }

    private Scripts read() {
        return ScriptFolders.read(project, settings);
    }

    private ToolState inspect(Scripts scripts) {
        Inspection inspection = new Inspection(database, settings, factory, scripts, parsed);
        ToolState state = inspection.state();
        sources = inspection.sources();
        return state;
    }

    @Override
    public Map<String, ScriptSource> sources(List<PlannedMigration> planned) {
        return Map.copyOf(sources);
    }

    @Override
    public void migrate(List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        Scripts scripts = read();
        ToolState state = inspect(scripts);
        refuseFailed(state);
        PlanComparison.check(planned, state.pending());
        if (planned.isEmpty()) {
            return;
        }
        run(scripts, planned, together(planned, transaction), listener);
    }

    private static void refuseFailed(ToolState state) {
        if (!state.failed().isEmpty()) {
            throw new Fault(
                    FaultCode.HISTORY_INVALID,
                    "The history says that these migrations failed half-way: " + String.join(", ", state.failed())
                            + ".",
                    "Restore a backup, or clean up by hand and repair the history.");
        }
    }

    private boolean together(List<PlannedMigration> planned, TransactionMode transaction) {
        boolean together = transaction == TransactionMode.ALL && database.transactionalDdl();
        if (together) {
            OneTransaction.check(planned);
        }
        return together;
    }

    private void run(Scripts scripts, List<PlannedMigration> planned, boolean together, MigrationListener listener) {
        Redactor redactor = database.connecting().redactor();
        TouchedRows rows = new TouchedRows();
        boolean inOneGo = together || InOneGo.possible(planned, settings, database);
        Progress progress = new Progress(planned, listener, redactor, rows::ofLast, inOneGo && !together);
        Session.Opening opening = () ->
                Insistent.connection(database, announced(database.connect(), listener), listener, progress::sending);
        try (Session session = session(() -> knowing(rows.counted(opening.open())))) {
            List<Callback> callbacks = new ArrayList<>(List.of(progress));
            callbacks.addAll(CallbackBracket.around(scripts, planned, progress));
            try {
                factory.configure(scripts, session)
                        .group(inOneGo)
                        .callbacks(callbacks.toArray(Callback[]::new))
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                throw new Failures(database, progress).of(e);
            }
            progress.finishLast();
            progress.leftOut().ifPresent(migration -> {
                throw new MigrationFailure(
                        migration.label(), "Flyway did not run it: somebody else changed the history meanwhile");
            });
        }
    }

    private Connection knowing(Connection connection) {
        return database.target().platform().equals("postgresql") ? KnownAnswers.in(connection) : connection;
    }

    private Session session(Session.Opening opening) {
        return database.target().platform().equals(ONE_WRITER) ? Session.single(opening) : Session.several(opening);
    }

    private Connection announced(Connection connection, MigrationListener listener) throws SQLException {
        try {
            listener.sessionOpened(database.sessionOf(connection));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void validate() {
        new Validation(database, factory, read()).check();
    }

    @Override
    public List<String> repair() {
        // Refuses where anything but a failed entry is wrong, for that is not to be repaired but to be looked at.
        return inspect(read()).failed().isEmpty() ? List.of() : new Repair(database, factory, settings).run();
    }

    @Override
    public List<PlannedMigration> planDown(String revision) {
        return planDown(read(), revision);
    }

    private List<PlannedMigration> planDown(Scripts scripts, String version) {
        Inspection inspection = new Inspection(database, settings, factory, scripts, parsed);
        List<PlannedMigration> down = inspection.down(version);
        sources = inspection.sources();
        return down;
    }

    @Override
    public List<PlannedMigration> oneWay(List<PlannedMigration> planned) {
        Scripts scripts = read();
        return planned.stream()
                .filter(migration -> migration
                        .version()
                        .flatMap(version -> scripts.undo(MigrationVersion.fromVersion(version)))
                        .isEmpty())
                .toList();
    }

    @Override
    public void migrateDown(
            String revision, List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        Scripts scripts = read();
        refuseFailed(inspect(scripts));
        PlanComparison.check(planned, planDown(scripts, revision));
        HistoryTable history = new HistoryTable(settings, database.target().platform());
        new Undo(database, history, listener).run(planned, together(planned, transaction));
    }

    /** No session is held between calls. */
    @Override
    public void close() {}
}
