package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.report.Report.Fate;
import io.github.databasemigration.engine.report.ReportBuilder;
import io.github.databasemigration.engine.tool.ToolState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a failed or cancelled run left in the database: read there, never concluded from what the program remembers.
 *
 * @param condition in one word
 * @param fates what became of each planned script
 * @param version where the database is now
 * @param sentences the same for people
 */
record Aftermath(Condition condition, Map<String, Fate> fates, Optional<String> version, List<String> sentences) {
    private static final Duration RECONNECT_FOR = Duration.ofSeconds(30);

    /** In one word. */
    enum Condition {
        /** As it was before the run. */
        UNCHANGED,
        /** Some migrations are applied, the failed one left nothing: a known version. */
        AT_VERSION,
        /** The failed migration left something. */
        PARTIAL,
        /** The database could not be asked. */
        UNKNOWN
    }

    /** Whether every migration is there as a whole or not at all. */
    boolean known() {
        return condition == Condition.UNCHANGED || condition == Condition.AT_VERSION;
    }

    /** Looks; reconnects for a while where the server went away. */
    static Aftermath look(Order order, SettledPlan before, ReportBuilder course) {
        Pause pause = new Pause(Duration.ofMillis(200), Duration.ofSeconds(3), order.cancellation());
        long deadline = System.nanoTime() + RECONNECT_FOR.toNanos();
        while (true) {
            try (Workbench bench = Workbench.open(order)) {
                return look(bench, before, course);
            } catch (Fault e) {
                boolean mayComeBack = e.code() == FaultCode.SERVER_UNREACHABLE;
                if (!mayComeBack || System.nanoTime() > deadline) {
                    return unknown(before.plan(), course, e);
                }
                pause.take();
            }
        }
    }

    private static Aftermath unknown(Plan plan, ReportBuilder course, Fault why) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        plan.migrations()
                .forEach(migration ->
                        fates.put(migration.script(), course.begun(migration.script()) ? Fate.UNKNOWN : Fate.NOT_RUN));
        return new Aftermath(
                Condition.UNKNOWN,
                fates,
                Optional.empty(),
                List.of("The database could not be asked what stayed: " + why.getMessage()));
    }

    /** Looks once. */
    static Aftermath look(Workbench bench, SettledPlan before, ReportBuilder course) {
        ToolState after = bench.tool().inspect();
        Optional<ProgressMarker.Note> marker = bench.database().progressMarker().read();
        boolean sameSchema = Json.sha256(bench.database().schema(bench.ownTables()))
                .equals(before.plan().schemaFingerprint());
        Set<String> done = done(before.applied(), after);
        Map<String, Fate> fates = new LinkedHashMap<>();
        for (PlannedMigration migration : before.plan().migrations()) {
            fates.put(migration.script(), fate(migration, done, course, sameSchema));
        }
        if (!after.failed().isEmpty() && done.isEmpty() && sameSchema && !fates.containsValue(Fate.PARTIAL)) {
            // Only the history remembers a failure that left nothing else: that is ours to tidy up.
            bench.tool().repair();
        }
        Condition condition = condition(fates, sameSchema);
        if (condition != Condition.PARTIAL) {
            bench.database().progressMarker().clear();
        }
        return new Aftermath(condition, fates, after.current(), sentences(condition, fates, after, marker));
    }

    /** The labels by which the two histories differ: applied since, or (on the way down) not applied any more. */
    private static Set<String> done(List<ToolState.Applied> before, ToolState after) {
        Set<ToolState.Applied> changed = new HashSet<>(after.applied());
        before.stream().filter(entry -> !changed.remove(entry)).forEach(changed::add);
        return changed.stream()
                .map(entry -> entry.version().orElse(entry.script()))
                .collect(Collectors.toSet());
    }

    private static Fate fate(PlannedMigration migration, Set<String> done, ReportBuilder course, boolean sameSchema) {
        boolean callbackDone = migration.kind() == MigrationKind.CALLBACK && course.finished(migration.script());
        if (done.contains(migration.label()) || callbackDone) {
            return Fate.APPLIED;
        }
        if (!course.begun(migration.script())) {
            return Fate.NOT_RUN;
        }
        boolean leftNothing = course.statementsDone(migration.script()) == 0 && sameSchema;
        return migration.transactional() || leftNothing ? Fate.ROLLED_BACK : Fate.PARTIAL;
    }

    private static Condition condition(Map<String, Fate> fates, boolean sameSchema) {
        if (fates.containsValue(Fate.PARTIAL)) {
            return Condition.PARTIAL;
        }
        if (fates.containsValue(Fate.APPLIED)) {
            return Condition.AT_VERSION;
        }
        return sameSchema ? Condition.UNCHANGED : Condition.PARTIAL;
    }

    private static List<String> sentences(
            Condition condition, Map<String, Fate> fates, ToolState after, Optional<ProgressMarker.Note> marker) {
        List<String> sentences = new ArrayList<>();
        String version = after.current().map(v -> "version " + v).orElse("no version yet");
        switch (condition) {
            case UNCHANGED -> sentences.add("The database is as it was before the run, at " + version + ".");
            case AT_VERSION ->
                sentences.add("The database stands at " + version
                        + (fates.values().stream().allMatch(fate -> fate == Fate.APPLIED)
                                ? ": every migration is applied."
                                : ": the migrations before the failed one are applied, the failed one left nothing."));
            default ->
                sentences.add("The database stands at " + version + " and holds part of a migration that failed.");
        }
        fates.forEach((script, fate) -> {
            if (fate == Fate.APPLIED) {
                sentences.add(script + " is applied.");
            } else if (fate == Fate.PARTIAL) {
                sentences.add(script + " is applied in part: see its statements.");
            }
        });
        if (condition == Condition.PARTIAL) {
            marker.ifPresent(note -> sentences.add(Interruption.describe(note)));
            if (!fates.containsValue(Fate.PARTIAL)) {
                sentences.add("The schema differs from before the run, and the history does not say why.");
            }
        }
        return sentences;
    }
}
