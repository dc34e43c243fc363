package io.github.databasemigration.engine.journal;

import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.event.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One event of every kind, with the texts that tempt a format to break. */
final class Samples {
    private static final Duration TOOK = Duration.ofNanos(1_234_567_890);

    static final String SQL = "INSERT INTO t VALUES ('ü \u0000 \" \\ \u2028 \uD83D\uDE00');\nSELECT\t1";

    static final List<RunEvent> ALL = List.of(
            new RunEvent.RunStarted("20261122-1", "migrate", "joe on build-7, process 12"),
            new RunEvent.PhaseStarted("plan"),
            new RunEvent.PhaseFinished("plan", TOOK),
            new RunEvent.PhaseFailed("lock", TOOK, "LOCKED", "Somebody else is migrating."),
            new RunEvent.WaitingForLock("jane on build-8"),
            new RunEvent.LockAcquired("joe on build-7"),
            new RunEvent.PlanSettled("ab12", 7),
            new RunEvent.BackupProgress("public.orders", 1L << 40, Optional.of(1L << 41)),
            new RunEvent.BackupProgress("public.orders", 0, Optional.empty()),
            new RunEvent.MigrationStarted("12", "V12__größe.sql", 1, 7, true),
            new RunEvent.StatementStarted("12", 1, SQL),
            new RunEvent.StatementFinished("12", 1, TOOK, Optional.of(3L)),
            new RunEvent.StatementFinished("12", 2, Duration.ZERO, Optional.empty()),
            new RunEvent.StatementFailed("12", 3, TOOK, "ERROR: no such table"),
            new RunEvent.LockAwaited(
                    "12",
                    3,
                    List.of(new Blocker(
                            "71",
                            Optional.of("größe"),
                            Optional.of(TOOK),
                            Optional.of("idle in transaction"),
                            Optional.of("5f3a"),
                            false))),
            new RunEvent.LockAwaited("12", 3, List.of()),
            new RunEvent.LockTimedOut("12", 3, 1, TOOK, Optional.of(TOOK)),
            new RunEvent.LockTimedOut("12", 3, 2, TOOK, Optional.empty()),
            new RunEvent.MigrationFinished("12", 3, TOOK),
            new RunEvent.MigrationFailed("13", "ERROR", true),
            new RunEvent.CheckFinished("a.sql", false, "2 rows"),
            new RunEvent.Note("a note"),
            new RunEvent.Torn("{\"at\":\"2026"),
            new RunEvent.CancelRequested("SIGTERM"),
            new RunEvent.WaveStarted("canary", 1),
            new RunEvent.TargetStarted("größe", "20261122-1.7"),
            new RunEvent.TargetFinished("größe", "failed", 81, TOOK, Optional.of("ERROR: no such table")),
            new RunEvent.TargetFinished("acme", "migrated", 0, TOOK, Optional.empty()),
            new RunEvent.RunFinished("done", 0, Instant.parse("2026-11-22T10:00:00.000000001Z")));

    private Samples() {}
}
