package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.report.Report.Fate;
import io.github.databasemigration.engine.report.ReportBuilder;
import io.github.databasemigration.engine.tool.Beforehand;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Migrates, and begins a transaction again that was rolled back for lack of a lock.
 *
 * <p>A transaction in which a statement was given up is lost, so the unit is what was in it: a migration, or all of them.
 * Before each new attempt the database is asked whether nothing of it is there. A statement outside of a transaction is a
 * unit of its own, which the tool sends again.
 */
final class Attempts {
    /** Whoever left for the day with a transaction open does not end it in minutes either. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final Order order;
    private final Workbench bench;
    private final SettledPlan settled;
    private final Direction direction;
    private final ReportBuilder course;
    private final RunListener listener;
    private final LockRetries retries;

    Attempts(
            Order order,
            Workbench bench,
            SettledPlan settled,
            Direction direction,
            ReportBuilder course,
            RunListener listener) {
        this.order = order;
        this.bench = bench;
        this.settled = settled;
        this.direction = direction;
        this.course = course;
        this.listener = listener;
        this.retries = new LockRetries(order.environment().timeouts(), order.cancellation());
    }

    /** Runs the plan; a failure that is left has had every attempt it could have. */
    void run(Watchdog watchdog) {
        Remnants remnants = new Remnants(bench.database(), listener);
        Beforehand beforehand = Keeper.of(order, bench, settled.plan());
        try (LockWatch watch =
                new LockWatch(bench.database(), order.environment().timeouts().lock(), listener)) {
            List<PlannedMigration> pending = settled.plan().migrations();
            while (!pending.isEmpty()) {
                watchdog.forget();
                watch.forget();
                Course attempt = new Course(
                        order,
                        settled.plan(),
                        bench.database().progressMarker(),
                        watchdog,
                        watch,
                        remnants,
                        retries,
                        beforehand,
                        listener);
                pending = attempt(pending, attempt, watch);
            }
        } catch (RuntimeException failure) {
            remnants.remove(LAST_PATIENCE);
            throw failure;
        }
    }

    /** What is left to do: nothing, or what was rolled back and what comes after. */
    private List<PlannedMigration> attempt(List<PlannedMigration> pending, Course attempt, LockWatch watch) {
        try {
            migrate(pending, attempt);
            return List.of();
        } catch (MigrationFailure failure) {
            if (!failure.lackedLock() || order.cancellation().reason().isPresent()) {
                throw failure;
            }
            return rolledBack(pending, failure, attempt)
                    .orElseThrow(() -> new MigrationFailure(
                            failure.label(), failure.getMessage() + blockedBy(watch.last()), true));
        }
    }

    private void migrate(List<PlannedMigration> pending, Course attempt) {
        direction
                .downTo()
                .ifPresentOrElse(
                        revision -> bench.tool()
                                .migrateDown(
                                        revision, pending, order.environment().transaction(), attempt),
                        () -> bench.tool().migrate(pending, order.environment().transaction(), attempt));
    }

    private static String blockedBy(List<Blocker> blockers) {
        return blockers.isEmpty()
                ? ""
                : "; held by " + blockers.stream().map(Blocker::toString).collect(Collectors.joining(", "));
    }

    /** What is to be done once more, after a pause; empty where it cannot be, or not any more. */
    private Optional<List<PlannedMigration>> rolledBack(
            List<PlannedMigration> pending, MigrationFailure failure, Course attempt) {
        boolean transactional = pending.stream()
                .filter(migration -> migration.label().equals(failure.label()))
                .anyMatch(PlannedMigration::transactional);
        if (!transactional || aCallbackRan()) {
            return Optional.empty();
        }
        Aftermath aftermath = Aftermath.look(bench, settled, course);
        if (!aftermath.known()) {
            return Optional.empty();
        }
        boolean all = order.environment().transaction() == TransactionMode.ALL;
        Optional<Duration> pause = retries.after(all ? "all" : failure.label(), attempt.waited());
        listener.on(new RunEvent.LockTimedOut(
                failure.label(), attempt.statement(), retries.attempt(), attempt.waited(), pause));
        if (pause.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Fate> fates = aftermath.fates();
        fates.forEach((script, fate) -> {
            if (fate == Fate.ROLLED_BACK) {
                listener.on(new RunEvent.MigrationFailed(script, failure.getMessage(), true));
            }
        });
        List<PlannedMigration> left = pending.stream()
                .filter(migration -> fates.get(migration.script()) != Fate.APPLIED)
                .toList();
        return retries.take(pause.get()) ? Optional.of(left) : Optional.empty();
    }

    /** The tool would run it again, and it may be one that must not run twice. */
    private boolean aCallbackRan() {
        Optional<String> ran = settled.plan().migrations().stream()
                .filter(migration -> migration.kind() == MigrationKind.CALLBACK)
                .map(PlannedMigration::script)
                .filter(course::begun)
                .findFirst();
        ran.ifPresent(callback ->
                listener.on(new RunEvent.Note("Not tried again, for " + callback + " has run and would run twice.")));
        return ran.isPresent();
    }
}
