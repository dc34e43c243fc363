package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Announces the SQL callbacks of a whole run, which Flyway runs without telling anybody.
 *
 * <p>Flyway runs the callbacks of an event in the order of their names, and of two with the same name ours first. So one
 * bracket with the name of the script opens before it, and one without a name, which comes last, closes.
 *
 * <p>Callbacks around a migration or a statement are part of it and its transaction, and are not announced. Nor are those
 * that fire before the history table exists: whatever the engine noted in the database then, Flyway would take for
 * somebody's objects.
 */
final class CallbackBracket implements Callback {
    private static final Set<Event> EVENTS = EnumSet.of(
            Event.BEFORE_MIGRATE,
            Event.BEFORE_REPEATABLES,
            Event.AFTER_VERSIONED,
            Event.AFTER_MIGRATE_APPLIED,
            Event.AFTER_MIGRATE,
            Event.AFTER_MIGRATE_ERROR,
            Event.AFTER_MIGRATE_OPERATION_FINISH);

    private final String name;
    private final Set<Event> events;
    private final Runnable onReach;

    private CallbackBracket(String name, Set<Event> events, Runnable onReach) {
        this.name = name;
        this.events = events;
        this.onReach = onReach;
    }

    /** A bracket around each SQL callback that belongs to the run itself. */
    static List<Callback> around(Scripts scripts, List<PlannedMigration> planned, Progress progress) {
        Map<String, PlannedMigration> byScript = planned.stream()
                .filter(migration -> migration.kind() == MigrationKind.CALLBACK)
                .collect(Collectors.toMap(PlannedMigration::script, migration -> migration));
        List<Callback> brackets = new ArrayList<>();
        Set<Event> bracketed = EnumSet.noneOf(Event.class);
        scripts.callbacks().forEach(entry -> {
            Event event = entry.getValue().event().orElseThrow();
            PlannedMigration callback = byScript.get(entry.getKey().getRelativePath());
            if (EVENTS.contains(event) && callback != null) {
                bracketed.add(event);
                brackets.add(new CallbackBracket(
                        entry.getValue().description(), EnumSet.of(event), () -> open(event, callback, progress)));
            }
        });
        brackets.add(new CallbackBracket(null, bracketed, progress::finishLast));
        return brackets;
    }

    private static void open(Event event, PlannedMigration callback, Progress progress) {
        if (event == Event.AFTER_MIGRATE_ERROR) {
            progress.failed();
        }
        progress.beginCallback(callback);
    }

    @Override
    public String getCallbackName() {
        return name;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return events.contains(event);
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        onReach.run();
    }
}
