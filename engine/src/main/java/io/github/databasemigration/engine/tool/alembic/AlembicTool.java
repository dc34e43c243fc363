package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import io.github.databasemigration.engine.tool.MigrationTool;
import io.github.databasemigration.engine.tool.ScriptSource;
import io.github.databasemigration.engine.tool.ToolContext;
import io.github.databasemigration.engine.tool.ToolState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The project's own Alembic. */
public final class AlembicTool implements MigrationTool {
    /** What the bridge calls all revisions together that are not in the plan. */
    private static final String OUTSIDE = "revisions outside the plan";

    private final Path project;
    private final AlembicSettings settings;
    private final Database database;
    private final Redactor redactor;
    private final AlembicStart start;
    /** What decided what runs when we looked last, by direction and target: the run must find it unchanged. */
    private final Map<Look, SortedMap<String, String>> seen = new HashMap<>();

    /** The same when a run first began: between two attempts nobody may have changed anything either. */
    private final Map<Look, Begun> begun = new HashMap<>();

    private final Map<String, List<String>> labels = new HashMap<>();

    private Running running;
    private String versionTable;

    /**
     * Binds to a project; nothing is started before something is asked.
     *
     * @param python to be used first, if nobody else has it
     */
    public AlembicTool(ToolContext context, Optional<PythonAhead> python) {
        this.project = context.project();
        this.settings = (AlembicSettings) context.settings();
        this.database = context.database();
        this.redactor = database.connecting().redactor();
        this.start = new AlembicStart(context, settings, python);
    }

    @Override
    public String name() {
        return "alembic";
    }

    @Override
    public String version() {
        return running().alembic();
    }

    @Override
    public Optional<String> historySchema() {
        return Optional.empty();
    }

    @Override
    public List<String> ownTables() {
        if (versionTable == null) {
            // Only env.py knows how it is called.
            inspect();
        }
        return List.of(versionTable);
    }

    @Override
    public ToolState inspect() {
        Inspection found = look(upgrade());
        return new ToolState(
                Inspection.joined(found.current()),
                Inspection.joined(found.target()),
                found.appliedRevisions(),
                migrations(found, MigrationKind.UPGRADE),
                List.of(),
                settings(found));
    }

    private SortedMap<String, String> settings(Inspection found) {
        SortedMap<String, String> decisive = new TreeMap<>();
        decisive.put("alembic section", settings.section());
        if (!settings.arguments().isEmpty()) {
            // They may hold secrets.
            decisive.put("alembic arguments", Json.sha256(settings.arguments()));
        }
        decisive.put("sqlalchemy", running().sqlalchemy());
        if (found.ownTransaction()) {
            decisive.put("transaction", "env.py puts one of its own around all migrations");
        }
        found.files().forEach((name, sha256) -> decisive.put("file " + name, sha256));
        return decisive;
    }

    @Override
    public Map<String, ScriptSource> sources(List<PlannedMigration> planned) {
        Map<String, ScriptSource> sources = new HashMap<>();
        for (PlannedMigration migration : planned) {
            read(migration)
                    .ifPresent(text -> sources.put(
                            migration.script(),
                            new ScriptSource(
                                    migration.script(),
                                    text,
                                    labels.getOrDefault(migration.script(), List.of()),
                                    List.of())));
        }
        return sources;
    }

    /** A revision's file, if it is still the one that was planned. */
    private Optional<String> read(PlannedMigration migration) {
        try {
            byte[] bytes = Files.readAllBytes(project.resolve(migration.script()));
            return Optional.of(bytes)
                    .filter(content -> Sha256.hex(content).equals(migration.sha256()))
                    .map(content -> new String(content, StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<PlannedMigration> planDown(String revision) {
        return migrations(look(new Look("down", revision)), MigrationKind.DOWNGRADE);
    }

    private List<PlannedMigration> migrations(Inspection found, MigrationKind kind) {
        return found.migrations(kind, database.transactionalDdl(), redactor);
    }

    private Inspection look(Look look) {
        Inspection found = BridgeLine.answer(ask(look.command("inspect"), BridgeEvents.none()), Inspection.class);
        versionTable = found.versionTable();
        seen.put(look, found.files());
        found.pending().forEach(step -> labels.put(step.path(), step.labels()));
        return found;
    }

    @Override
    public void migrate(List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        run(upgrade(), planned, transaction, listener);
    }

    @Override
    public void migrateDown(
            String revision, List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        run(new Look("down", revision), planned, transaction, listener);
    }

    private void run(
            Look look, List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener) {
        refuseBrokenPromise(planned, transaction);
        Map<String, Object> command = look.command("migrate");
        command.put("transaction", transaction.name().toLowerCase(Locale.ROOT));
        command.put(
                "planned",
                planned.stream()
                        .map(migration -> Map.of("label", migration.label(), "sha256", migration.sha256()))
                        .toList());
        listener.question().ifPresent(question -> command.put("question", question));
        files(look, planned.size()).ifPresent(files -> command.put("files", files));
        database.connecting().cancellation().check();
        BridgeEvents events = new BridgeEvents(planned, listener, redactor, database.lockConflicts());
        try {
            ask(command, events);
        } catch (MigrationFailure | Bridge.Ended failure) {
            throw new MigrationFailure(
                    events.running().orElseThrow(() -> failure),
                    database.connecting()
                            .cancellation()
                            .reason()
                            .map(why -> "Stopped: " + why)
                            .orElse(failure.getMessage()),
                    failure instanceof MigrationFailure && events.lackedLock());
        }
    }

    /** What must be unchanged. Where a part of the plan is done by now, its revisions are outside of what is left. */
    private Optional<SortedMap<String, String>> files(Look look, int migrations) {
        if (!seen.containsKey(look)) {
            return Optional.empty();
        }
        Begun first = begun.computeIfAbsent(look, same -> new Begun(migrations, seen.get(same)));
        SortedMap<String, String> files = new TreeMap<>(first.files());
        if (migrations != first.migrations()) {
            files.put(OUTSIDE, look(look).files().get(OUTSIDE));
        }
        return Optional.of(files);
    }

    private void refuseBrokenPromise(List<PlannedMigration> planned, TransactionMode transaction) {
        if (transaction == TransactionMode.ALL && database.transactionalDdl() && planned.size() > 1) {
            planned.stream()
                    .filter(migration -> !migration.transactional())
                    .findFirst()
                    .ifPresent(migration -> {
                        throw new Fault(
                                FaultCode.UNSUPPORTED,
                                "Revision " + migration.label() + " commits by itself, so all migrations cannot be"
                                        + " one transaction.",
                                "Set transaction to each, or migrate to the revision before it first.");
                    });
        }
    }

    @Override
    public void validate() {
        ToolState state = inspect();
        if (!state.pending().isEmpty()) {
            throw new Fault(
                    FaultCode.VERIFICATION_FAILED,
                    "The database is at " + state.current().orElse("no revision") + " and not at "
                            + state.target().orElse("no revision") + ".",
                    "Run migrate again; if it stays like this, look whether something else changes " + versionTable
                            + ".");
        }
    }

    /** Alembic records nothing of a migration that failed. */
    @Override
    public List<String> repair() {
        return List.of();
    }

    /** Asks, and stops on a cancellation; one that came before is the reason why somebody looks, and does not count. */
    private JsonNode ask(Map<String, Object> command, BridgeEvents events) {
        Bridge bridge = running().bridge();
        Cancellation cancellation = database.connecting().cancellation();
        boolean cancellable = cancellation.reason().isEmpty();
        try (var registration = cancellable ? cancellation.whileRunning(bridge::stop) : null) {
            return bridge.ask(command, events);
        } catch (Bridge.Ended end) {
            if (events.running().isPresent()) {
                throw end;
            }
            if (cancellable) {
                cancellation.check();
            }
            throw end.beforeAnythingRan();
        }
    }

    private Running running() {
        if (running == null || !running.bridge().ready()) {
            // The one that was stopped has to be done with its roll-back first.
            close();
            running = start.start();
        }
        return running;
    }

    private Look upgrade() {
        return new Look("up", settings.target());
    }

    @Override
    public void close() {
        if (running != null) {
            running.bridge().close();
            running = null;
        }
    }

    /** Where to go. */
    private record Look(String direction, String target) {
        Map<String, Object> command(String what) {
            return new HashMap<>(Map.of("do", what, "direction", direction, "target", target));
        }
    }

    /** A run as it was begun. */
    private record Begun(int migrations, SortedMap<String, String> files) {}

    /** A started process and what it found. */
    record Running(Bridge bridge, String alembic, String sqlalchemy) {}
}
