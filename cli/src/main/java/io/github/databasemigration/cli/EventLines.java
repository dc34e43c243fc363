package io.github.databasemigration.cli;

import io.github.databasemigration.engine.event.RunEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What an event is worth saying in a log that people read: one line, or nothing. */
final class EventLines {
    private EventLines() {}

    static Optional<String> line(RunEvent event) {
        return Optional.ofNullable(text(event));
    }

    private static String text(RunEvent event) {
        if (event instanceof RunEvent.RunStarted run) {
            return "run " + run.run() + ": " + run.command() + " by " + run.holder();
        } else if (event instanceof RunEvent.PhaseFinished phase) {
            return phase.phase() + ": done in " + time(phase.took());
        } else if (event instanceof RunEvent.PhaseFailed phase) {
            return phase.phase() + ": failed after " + time(phase.took());
        } else if (event instanceof RunEvent.WaitingForLock waiting) {
            return "waiting: the database is being migrated by " + waiting.holder();
        } else if (event instanceof RunEvent.PlanSettled plan) {
            return plan.migrations() + " to apply, plan " + plan.digest();
        } else if (event instanceof RunEvent.MigrationStarted migration) {
            return "applying " + migration.index() + " of " + migration.total() + ": " + migration.script()
                    + (migration.transactional() ? "" : " (not in a transaction)");
        } else if (event instanceof RunEvent.StatementFailed statement) {
            return "statement " + statement.index() + " failed: " + statement.error();
        } else if (event instanceof RunEvent.LockAwaited lock) {
            return lock.sentence();
        } else if (event instanceof RunEvent.LockTimedOut lock) {
            return lock.sentence();
        } else if (event instanceof RunEvent.MigrationFinished migration) {
            return "applied " + migration.version() + ": " + migration.statements() + " statements in "
                    + time(migration.took());
        } else if (event instanceof RunEvent.CheckFinished check) {
            return "check " + check.script() + ": " + (check.passed() ? "passed" : "FAILED") + ", " + check.detail();
        } else if (event instanceof RunEvent.Note note) {
            return note.text();
        } else if (event instanceof RunEvent.WaveStarted wave) {
            return wave.wave() + ": " + wave.targets() + " targets";
        } else if (event instanceof RunEvent.TargetFinished target) {
            return target.target() + ": " + target.outcome() + " after " + time(target.took())
                    + target.message().map(message -> ": " + message).orElse("");
        } else if (event instanceof RunEvent.CancelRequested cancel) {
            return "stopping: " + cancel.reason();
        }
        return null;
    }

    static String time(Duration took) {
        return took.toMillis() < 1000
                ? took.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
