package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.ScriptSource;
import io.github.databasemigration.engine.tool.ToolState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Event;

/** One look at files and history, in one session that cannot change anything. */
final class Inspection {
    private final Database database;
    private final FlywaySettings settings;
    private final FlywayFactory factory;
    private final Scripts scripts;
    private final ParsedScripts parsedScripts;
    private final ScriptParser parser = new ScriptParser();
    private final Map<String, ScriptSource> sources = new HashMap<>();

    Inspection(
            Database database,
            FlywaySettings settings,
            FlywayFactory factory,
            Scripts scripts,
            ParsedScripts parsedScripts) {
        this.database = database;
        this.settings = settings;
        this.factory = factory;
        this.scripts = scripts;
        this.parsedScripts = parsedScripts;
    }

    ToolState state() {
        return look(this::state);
    }

    /** The undo scripts that lead down to a version, in order. */
    List<PlannedMigration> down(String version) {
        return look(seen -> new WayDown(inForce(seen.migrations()), scripts)
                .to(version).stream().map(this::undo).toList());
    }

    /** What one session sees. */
    private record Seen(Flyway flyway, MigrationInfo[] migrations, boolean unknown, Catalogue catalogue) {}

    /** What is made of it while the session lasts. */
    private interface Making<T> {
        T of(Seen seen) throws SQLException;
    }

    private <T> T look(Making<T> making) {
        try (Session session = Session.looking(database)) {
            Flyway flyway = factory.configure(scripts, session)
                    .skipDefaultCallbacks(true)
                    .resolvers(parser)
                    .ignoreMigrationPatterns("*:pending")
                    .load();
            Survey survey = Survey.of(flyway.getConfiguration());
            MigrationInfo[] migrations = survey.info().all();
            settings.target().ifPresent(target -> Targets.check(target, migrations));
            new HistoryFaults(migrations, settings.locations())
                    .of(survey.invalid())
                    .ifPresent(fault -> {
                        throw fault;
                    });
            Catalogue catalogue =
                    new Catalogue(session.shared(), database.target().platform());
            boolean unknown = !survey.allSchemasEmpty() && !catalogue.hasHistory(settings);
            if (unknown && !settings.baselineOnMigrate()) {
                throw baselineRequired();
            }
            return making.of(new Seen(flyway, migrations, unknown, catalogue));
        } catch (FlywayException e) {
            throw ScriptFaults.placeholder(scripts, e).orElseGet(() -> new ToolFaults(database).of(e));
        } catch (SQLException e) {
            throw new ToolFaults(database).of(e);
        }
    }

    private Fault baselineRequired() {
        return new Fault(
                FaultCode.BASELINE_REQUIRED,
                database.target() + " has objects, but no history table " + settings.table() + ".",
                "If it is the right database, say at which version it is: flyway.baselineVersion, and"
                        + " flyway.baselineOnMigrate: true.");
    }

    private ToolState state(Seen seen) throws SQLException {
        List<PlannedMigration> pending = new ArrayList<>();
        if (seen.unknown()) {
            pending.add(Baseline.marker(seen.flyway().getConfiguration(), database.transactionalDdl()));
        }
        pendingScripts(seen.migrations()).forEach(pending::add);
        List<MigrationInfo> applied = inForce(seen.migrations());
        Optional<MigrationVersion> current = applied.stream()
                .filter(MigrationInfo::isVersioned)
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo);
        SortedMap<String, String> described = factory.described();
        List<String> created = seen.catalogue().missing(settings.schemas());
        if (!created.isEmpty()) {
            described.put("schemasToCreate", String.join(",", created));
        }
        return new ToolState(
                current.map(MigrationVersion::getVersion),
                Stream.concat(
                                current.stream(),
                                pending.stream().flatMap(p -> p.version().map(MigrationVersion::fromVersion).stream()))
                        .max(MigrationVersion::compareTo)
                        .map(MigrationVersion::getVersion),
                applied.stream().map(Inspection::applied).toList(),
                FiringOrder.of(pending, callbacks()),
                Arrays.stream(seen.migrations())
                        .filter(migration -> migration.getState().isFailed())
                        .map(Inspection::label)
                        .distinct()
                        .toList(),
                described);
    }

    /**
     * What is pending, and what failed half-way and is pending again as soon as its failed entry is taken out of the
     * history, in the order in which Flyway then runs it.
     */
    private Stream<PlannedMigration> pendingScripts(MigrationInfo[] migrations) {
        Map<String, MigrationInfo> byFile = new LinkedHashMap<>();
        for (MigrationInfo migration : migrations) {
            if (migration.getState() == MigrationState.PENDING
                    || migration.getState().isFailed()) {
                byFile.putIfAbsent(migration.getPhysicalLocation(), migration);
            }
        }
        return byFile.values().stream()
                .sorted(MigrationInfo::compareVersion)
                .flatMap(migration ->
                        scripts.at(migration.getPhysicalLocation()).map(script -> planned(migration, script)).stream());
    }

    private PlannedMigration planned(MigrationInfo migration, Script script) {
        return planned(
                Optional.ofNullable(migration.getVersion()),
                migration.getDescription(),
                kind(migration),
                Optional.ofNullable(migration.getResolvedChecksum())
                        .filter(checksum -> migration.isVersioned() || !script.hasTimestamp())
                        .map(Object::toString),
                script);
    }

    private PlannedMigration planned(
            Optional<MigrationVersion> version,
            String description,
            MigrationKind kind,
            Optional<String> checksum,
            Script script) {
        ScriptParser.Parsed parsed = parsedScripts.of(script, scripts, () -> parser.parse(script));
        sources.put(
                script.getRelativePath(), new ScriptSource(script.file(), script.text(), List.of(), parsed.lines()));
        return new PlannedMigration(
                version.map(MigrationVersion::getVersion),
                description,
                script.getRelativePath(),
                kind,
                script.sha256(),
                checksum,
                parsed.statements(),
                Optional.empty(),
                parsed.inTransaction() && database.transactionalDdl(),
                parsed.irreversible());
    }

    /** The scripts that were parsed. */
    Map<String, ScriptSource> sources() {
        return sources;
    }

    private static MigrationKind kind(MigrationInfo migration) {
        if (migration.getType().isBaseline()) {
            return MigrationKind.BASELINE;
        }
        return migration.isVersioned() ? MigrationKind.VERSIONED : MigrationKind.REPEATABLE;
    }

    private Map<Event, List<PlannedMigration>> callbacks() {
        Map<Event, List<PlannedMigration>> callbacks = new LinkedHashMap<>();
        scripts.callbacks().forEach(entry -> {
            Event event = entry.getValue().event().orElseThrow();
            callbacks.computeIfAbsent(event, e -> new ArrayList<>()).add(callback(event, entry.getKey()));
        });
        return callbacks;
    }

    private PlannedMigration undo(WayDown.Step step) {
        return planned(
                Optional.of(step.version()),
                scripts.name(step.undo()).description(),
                MigrationKind.DOWNGRADE,
                Optional.empty(),
                step.undo());
    }

    private PlannedMigration callback(Event event, Script script) {
        return planned(Optional.empty(), event.getId(), MigrationKind.CALLBACK, Optional.empty(), script);
    }

    private static List<MigrationInfo> inForce(MigrationInfo[] migrations) {
        return Arrays.stream(migrations)
                .filter(Inspection::isInForce)
                .sorted(Comparator.comparing(MigrationInfo::getInstalledRank))
                .toList();
    }

    /** Applied and not taken back; the row that says that Flyway created a schema is no migration. */
    private static boolean isInForce(MigrationInfo migration) {
        return migration.isApplied()
                && !migration.getState().isFailed()
                && migration.getState() != MigrationState.DELETED
                && migration.getState() != MigrationState.UNDONE
                && migration.getType() != CoreMigrationType.DELETE
                && migration.getType() != CoreMigrationType.SCHEMA;
    }

    private static ToolState.Applied applied(MigrationInfo migration) {
        return new ToolState.Applied(
                Optional.ofNullable(migration.getVersion()).map(MigrationVersion::getVersion),
                migration.getDescription(),
                migration.getScript(),
                Optional.ofNullable(migration.getInstalledOn()).map(Object::toString));
    }

    private static String label(MigrationInfo migration) {
        return migration.getVersion() == null
                ? migration.getScript()
                : migration.getVersion().getVersion();
    }
}
