package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Irreversibility;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.tool.ToolState;
import io.github.databasemigration.engine.tool.jdbc.DriverErrors;
import io.github.databasemigration.engine.tool.liquibase.bridge.BridgeFailure;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet.State;
import io.github.databasemigration.engine.tool.liquibase.bridge.Ran;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes plans of what a look found. */
final class Inspection {
    private final Database database;
    private final LiquibaseSettings settings;
    private final ChangelogFiles files;
    private final Look look;
    private final List<Ran> history;

    Inspection(Database database, LiquibaseSettings settings, ChangelogFiles files, Look look) {
        this.database = database;
        this.settings = settings;
        this.files = files;
        this.look = look;
        this.history = look.changelog().history();
    }

    ToolState state() {
        new HistoryFaults(settings, look, history).check();
        List<PlannedMigration> pending = pending();
        List<Ran> versioned = history.stream().filter(ran -> !repeatable(ran)).toList();
        Optional<String> current = versioned.isEmpty()
                ? Optional.empty()
                : Optional.of(versioned.get(versioned.size() - 1).name());
        Optional<String> last = pending.stream()
                .flatMap(migration -> migration.version().stream())
                .reduce((earlier, later) -> later);
        return new ToolState(
                current,
                last.or(() -> current),
                history.stream().map(this::applied).toList(),
                pending,
                List.of(),
                described());
    }

    private List<PlannedMigration> pending() {
        int end = settings.target().map(this::last).orElse(look.changeSets().size() - 1);
        int baselined = baselined();
        List<PlannedMigration> pending = new ArrayList<>();
        for (int i = 0; i <= end; i++) {
            KnownChangeSet changeSet = look.changeSets().get(i);
            boolean runs = changeSet.state() == State.PENDING || changeSet.state() == State.AGAIN;
            if (runs) {
                pending.add(i <= baselined ? baseline(changeSet) : planned(i, changeSet));
            }
        }
        return pending;
    }

    private int last(String target) {
        int place = new Goal(look.changeSets()).place(target);
        if (place < 0) {
            throw Goal.unknown(target);
        }
        return place;
    }

    /** Up to where a database that has objects, but no history, is taken to be; -1: it has nothing, or is known. */
    private int baselined() {
        if (look.changelog().hasHistory()) {
            return -1;
        }
        Set<String> own = new HashSet<>(look.changelog().ownTables());
        own.addAll(OwnTables.NAMES);
        boolean objects = database.schema(own).keySet().stream().anyMatch(Inspection::isTableOrView);
        if (!objects) {
            return -1;
        }
        String baseline = settings.baseline()
                .orElseThrow(() -> new Fault(
                        FaultCode.BASELINE_REQUIRED,
                        database.target() + " has objects, but no history of Liquibase.",
                        "If it is the right database, say which changeset is the last that it already has:"
                                + " liquibase.baseline, or base for none."));
        return baseline.equals(Goal.BASE) ? -1 : last(baseline);
    }

    private static boolean isTableOrView(String object) {
        return object.startsWith("table ") || object.startsWith("view ");
    }

    private PlannedMigration baseline(KnownChangeSet changeSet) {
        return new PlannedMigration(
                Optional.of(changeSet.name()),
                changeSet.description(),
                changeSet.name(),
                MigrationKind.BASELINE,
                files.sha256(changeSet, 0),
                Optional.of(changeSet.checksum()),
                List.of(),
                Optional.of("no SQL: the history will say that this changeset is applied"),
                database.transactionalDdl(),
                List.of());
    }

    private PlannedMigration planned(int place, KnownChangeSet changeSet) {
        refuseProgram(changeSet);
        return planned(
                changeSet,
                changeSet.repeatable() ? MigrationKind.REPEATABLE : MigrationKind.VERSIONED,
                () -> look.changelog().rehearse(place));
    }

    private static void refuseProgram(KnownChangeSet changeSet) {
        changeSet.program().ifPresent(program -> {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "Changeset " + changeSet.name() + " wants to be run with " + program
                            + ", which nobody could stop or listen to.",
                    "Take runWith out of it.");
        });
    }

    /** What rolls back to a goal, the newest first. Faults: {@code TARGET_UNKNOWN}, {@code UNSUPPORTED}. */
    List<PlannedMigration> down(String goal) {
        new HistoryFaults(settings, look, history).check();
        int staying = new Goal(look.changeSets()).staying(goal, history);
        List<Ran> back = new ArrayList<>(history.subList(staying, history.size()));
        Collections.reverse(back);
        List<String> stuck = back.stream()
                .filter(ran ->
                        !look.changeSets().get(ran.changeSet().orElseThrow()).reversible())
                .map(Ran::name)
                .toList();
        if (!stuck.isEmpty()) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "There is no way down to " + goal + ": nothing rolls back " + String.join(", ", stuck) + ".",
                    "Write a rollback block in each, or go back to a backup: migrate-database rollback.");
        }
        return back.stream().map(this::down).toList();
    }

    private PlannedMigration down(Ran ran) {
        int place = ran.changeSet().orElseThrow();
        KnownChangeSet changeSet = look.changeSets().get(place);
        refuseProgram(changeSet);
        return planned(
                changeSet, MigrationKind.DOWNGRADE, () -> look.changelog().rollBack(place));
    }

    private PlannedMigration planned(KnownChangeSet changeSet, MigrationKind kind, Runnable sending) {
        List<String> statements = List.of();
        Optional<String> opaque = changeSet.opaque();
        if (opaque.isEmpty()) {
            try {
                statements = look.recording().of(sending);
            } catch (BridgeFailure e) {
                opaque = Optional.of("cannot be previewed: "
                        + database.connecting().redactor().redact(DriverErrors.words(e)));
            }
        }
        String guard = changeSet
                .guard()
                .map(onFail -> " (if its preconditions hold, else " + onFail + ")")
                .orElse("");
        return new PlannedMigration(
                Optional.of(changeSet.name()).filter(name -> kind != MigrationKind.REPEATABLE),
                changeSet.description() + guard,
                changeSet.name(),
                kind,
                files.sha256(changeSet, statements.size()),
                Optional.of(changeSet.checksum()),
                statements,
                opaque,
                changeSet.transactional() && database.transactionalDdl(),
                statements.stream()
                        .flatMap(sql -> Irreversibility.of(sql).stream())
                        .distinct()
                        .toList());
    }

    private boolean repeatable(Ran ran) {
        return ran.changeSet().isPresent()
                && look.changeSets().get(ran.changeSet().getAsInt()).repeatable();
    }

    private ToolState.Applied applied(Ran ran) {
        return new ToolState.Applied(
                Optional.of(ran.name()).filter(name -> !repeatable(ran)),
                ran.description(),
                ran.name(),
                ran.when().map(Object::toString));
    }

    private SortedMap<String, String> described() {
        SortedMap<String, String> described = new TreeMap<>();
        settings.baseline().ifPresent(baseline -> described.put("baseline", baseline));
        described.put("changelog", settings.changelog());
        settings.contexts().ifPresent(contexts -> described.put("contexts", contexts));
        settings.labels().ifPresent(labels -> described.put("labels", labels));
        described.put("parameters", "sha256:" + Json.sha256(settings.parameters()));
        described.put("searchPath", String.join(",", settings.searchPath()));
        settings.target().ifPresent(target -> described.put("target", target));
        return described;
    }
}
