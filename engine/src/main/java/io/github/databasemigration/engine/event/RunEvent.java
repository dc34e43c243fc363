package io.github.databasemigration.engine.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that happened in a run. The journal keeps each as a JSON line, the command line shows some of them.
 *
 * <p>Texts are redacted by whoever makes the event; durations are measured, never estimated.
 */
public sealed interface RunEvent {

    /** The run began. */
    record RunStarted(String run, String command, String holder) implements RunEvent {}

    /** A phase of the run began: plan, lock, backup, verify-backup, restore-scratch, rehearse, migrate, verify, restore. */
    record PhaseStarted(String phase) implements RunEvent {}

    /** A phase of the run ended well. */
    record PhaseFinished(String phase, Duration took) implements RunEvent {}

    /** A phase of the run failed. */
    record PhaseFailed(String phase, Duration took, String code, String message) implements RunEvent {}

    /** Somebody else holds the lock; said once for each holder met. */
    record WaitingForLock(String holder) implements RunEvent {}

    /** The database is ours. */
    record LockAcquired(String holder) implements RunEvent {}

    /** What is to run, settled under the lock. */
    record PlanSettled(String digest, int migrations) implements RunEvent {}

    /** The backup goes on; {@code total} is an estimate in bytes, absent where the platform has none. */
    record BackupProgress(String what, long bytes, Optional<Long> total) implements RunEvent {}

    /** A migration began; {@code index} counts from 1. */
    record MigrationStarted(String version, String script, int index, int total, boolean transactional)
            implements RunEvent {}

    /** A statement was sent; {@code index} counts from 1 within its migration. */
    record StatementStarted(String version, int index, String sql) implements RunEvent {}

    /** A statement ended well; {@code rows} is what the server said it touched, absent where it said nothing. */
    record StatementFinished(String version, int index, Duration took, Optional<Long> rows) implements RunEvent {}

    /** A statement failed. */
    record StatementFailed(String version, int index, Duration took, String error) implements RunEvent {}

    /**
     * A statement waits for a lock; said once for each set of blockers.
     *
     * @param blockers who holds it; empty where the server does not tell this user
     */
    record LockAwaited(String version, int index, List<Blocker> blockers) implements RunEvent {
        public LockAwaited {
            blockers = List.copyOf(blockers);
        }

        /** The same for people. */
        public String sentence() {
            String who = blockers.stream().map(Blocker::toString).collect(Collectors.joining(", "));
            return version + ", statement " + index + ": waits for a lock that "
                    + (who.isEmpty() ? "somebody holds whom the server does not show to this user" : who + " holds")
                    + ".";
        }
    }

    /**
     * A statement did not get a lock in time, and the server gave it up.
     *
     * @param attempt counted from 1
     * @param waited how long it ran altogether
     * @param pause after which the same is tried again; empty where it is not
     */
    record LockTimedOut(String version, int index, int attempt, Duration waited, Optional<Duration> pause)
            implements RunEvent {

        /** The same for people. */
        public String sentence() {
            return version + ", statement " + index + ": no lock after " + seconds(waited) + " in attempt " + attempt
                    + pause.map(time -> "; tries again in " + seconds(time)).orElse("; gives up") + ".";
        }

        private static String seconds(Duration time) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
    }

    /** A migration ended well. In a run that is one transaction it is not yet committed. */
    record MigrationFinished(String version, int statements, Duration took) implements RunEvent {}

    /** A migration failed; it may begin again after that where it only lacked a lock. */
    record MigrationFailed(String version, String error, boolean rolledBack) implements RunEvent {}

    /** One of the application's verify scripts ran. */
    record CheckFinished(String script, boolean passed, String detail) implements RunEvent {}

    /** Something a reader should know and nobody has to act on. */
    record Note(String text) implements RunEvent {}

    /** A process died while it wrote the journal; {@code text} is what it had written of its last line, byte by byte. */
    record Torn(String text) implements RunEvent {}

    /** Somebody asked the run to stop. */
    record CancelRequested(String reason) implements RunEvent {}

    /** Of a run of a fleet: these targets begin, at most so many at a time. */
    record WaveStarted(String wave, int targets) implements RunEvent {}

    /** A target of a fleet is being migrated; {@code run} names the folder with its own journal and report. */
    record TargetStarted(String target, String run) implements RunEvent {}

    /**
     * A target of a fleet is done with.
     *
     * @param outcome in one word
     * @param exitStatus the status that a run of this target alone would have ended with
     * @param message what went wrong; empty where nothing did
     */
    record TargetFinished(String target, String outcome, int exitStatus, Duration took, Optional<String> message)
            implements RunEvent {}

    /** The run ended; {@code outcome} is {@code done} or the name of a fault code. */
    record RunFinished(String outcome, int exitStatus, Instant at) implements RunEvent {}
}
