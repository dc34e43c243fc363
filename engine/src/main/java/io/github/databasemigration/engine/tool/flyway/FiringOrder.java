package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flywaydb.core.api.callback.Event;

/**
 * Puts SQL callbacks among the migrations, where they fire first.
 *
 * <p>Each is listed once, however often it fires, for a plan says what may run and not how many times; those that fire
 * only when something fails come last. Events of other commands (clean, undo, repair, info) do not occur.
 */
final class FiringOrder {
    private static final List<Event> OPENING = List.of(
            Event.AFTER_CONNECT,
            Event.BEFORE_VALIDATE,
            Event.AFTER_VALIDATE,
            Event.CREATE_SCHEMA,
            Event.BEFORE_CREATE_SCHEMA);
    private static final List<Event> BEFORE_EACH =
            List.of(Event.BEFORE_EACH_MIGRATE, Event.BEFORE_EACH_MIGRATE_STATEMENT);
    private static final List<Event> AFTER_EACH = List.of(Event.AFTER_EACH_MIGRATE_STATEMENT, Event.AFTER_EACH_MIGRATE);
    private static final List<Event> EACH_FAILED =
            List.of(Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR, Event.AFTER_EACH_MIGRATE_ERROR);

    private final Function<Event, List<PlannedMigration>> callbacks;
    private final List<PlannedMigration> order = new ArrayList<>();

    private FiringOrder(Function<Event, List<PlannedMigration>> callbacks) {
        this.callbacks = callbacks;
    }

    /**
     * Everything that runs, in order. Nothing where no migration is pending: then there is nothing to run, although plain
     * Flyway would fire {@code beforeMigrate} and {@code afterMigrate} even so.
     *
     * @param migrations pending ones in order; a baseline without script first, repeatable ones last
     * @param callbacks the SQL callbacks of an event
     */
    static List<PlannedMigration> of(List<PlannedMigration> migrations, Map<Event, List<PlannedMigration>> callbacks) {
        FiringOrder firing = new FiringOrder(event -> callbacks.getOrDefault(event, List.of()));
        return migrations.isEmpty() ? List.of() : firing.order(migrations);
    }

    private List<PlannedMigration> order(List<PlannedMigration> migrations) {
        List<PlannedMigration> markers =
                migrations.stream().filter(Baseline::isMarker).toList();
        List<PlannedMigration> repeatable = migrations.stream()
                .filter(migration -> migration.kind() == MigrationKind.REPEATABLE)
                .toList();
        List<PlannedMigration> versioned = migrations.stream()
                .filter(migration -> !markers.contains(migration) && !repeatable.contains(migration))
                .toList();
        boolean any = migrations.size() > markers.size();

        fire(true, OPENING);
        fire(!markers.isEmpty(), List.of(Event.BEFORE_BASELINE));
        order.addAll(markers);
        fire(!markers.isEmpty(), List.of(Event.AFTER_BASELINE));
        fire(true, List.of(Event.BEFORE_MIGRATE));
        fire(any, BEFORE_EACH);
        order.addAll(versioned);
        fire(true, List.of(Event.AFTER_VERSIONED));
        fire(!repeatable.isEmpty(), List.of(Event.BEFORE_REPEATABLES));
        order.addAll(repeatable);
        fire(any, AFTER_EACH);
        fire(any, List.of(Event.AFTER_MIGRATE_APPLIED));
        fire(true, List.of(Event.AFTER_MIGRATE, Event.AFTER_MIGRATE_OPERATION_FINISH));
        fire(true, List.of(Event.AFTER_VALIDATE_ERROR));
        fire(!markers.isEmpty(), List.of(Event.AFTER_BASELINE_ERROR));
        fire(any, EACH_FAILED);
        fire(true, List.of(Event.AFTER_MIGRATE_ERROR));
        return List.copyOf(order);
    }

    private void fire(boolean occur, List<Event> events) {
        if (occur) {
            events.forEach(event -> order.addAll(callbacks.apply(event)));
        }
    }
}
