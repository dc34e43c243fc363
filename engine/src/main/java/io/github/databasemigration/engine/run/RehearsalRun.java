package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.ProvenCopy;
import io.github.databasemigration.engine.backup.Restore;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.Observer;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.rehearsal.Ledger;
import io.github.databasemigration.engine.rehearsal.Reach;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.tool.Beforehand;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a plan on a scratch copy of its database, with the tool that would run it there, and removes the copy whatever
 * happens. Of a process that is killed the copy stays, and the next that makes one removes it.
 */
final class RehearsalRun {
    private final Order order;
    private final Phases phases;
    private final boolean down;
    private final List<Rehearsal.Check> checks = new ArrayList<>();
    private Duration restored = Duration.ZERO;
    private Optional<Rehearsal.Down> wayDown = Optional.empty();

    private RehearsalRun(Order order, Phases phases, boolean down) {
        this.order = order;
        this.phases = phases;
        this.down = down;
    }

    /**
     * Rehearses, keeps what it saw, and refuses what failed. Faults: {@code REHEARSAL_FAILED}, {@code CANCELLED}; those of
     * making a scratch copy; {@code UNSUPPORTED} where the plan would reach out of it.
     *
     * @param down whether to go down and up again afterwards, also where the environment does not demand it
     * @param safeguard has the proven backup, and perhaps the copy in which it was proven; otherwise the backup is restored
     */
    static void require(
            Order order, Phases phases, boolean down, Workbench bench, Plan plan, Safeguard safeguard, Facts facts) {
        boolean demanded = order.environment().rehearsal().down();
        Rehearsal rehearsal = new RehearsalRun(order, phases, down || demanded).of(plan, bench, safeguard);
        facts.rehearsal = Optional.of(rehearsal);
        RehearsalFiles.keep(order, rehearsal);
        rehearsal.failure().ifPresent(failure -> {
            throw new Fault(FaultCode.REHEARSAL_FAILED, failure.message(), failure.remedy());
        });
    }

    private Rehearsal of(Plan plan, Workbench bench, Safeguard safeguard) {
        Backup backup = safeguard.backup().orElseThrow();
        Database home = order.environment()
                .rehearsal()
                .url()
                .map(url ->
                        Platforms.installed().find(url).open(order.connecting().to(url)))
                .orElse(bench.database());
        try (Dumps.Scratch scratch =
                safeguard.takeCopy().map(this::inherited).orElseGet(() -> restored(backup, home))) {
            Database copy = scratch.database();
            Optional<Observer> observer = copy.observer();
            Reach reach = Reach.of(copy, order.environment().rehearsal().url().isPresent());
            try (Workbench there = Workbench.on(order, copy);
                    MigrationLock lock = copy.tryLock().orElseThrow();
                    Watchdog watchdog = new Watchdog(copy, lock, order.cancellation())) {
                Beforehand beforehand = Keeper.of(order, there, plan);
                Ledger ledger = ledger(observer, reach, watchdog, beforehand);
                Optional<Rehearsal.Failure> failure = failure(() -> phases.run("rehearse", () -> {
                    // Before anything has run: what the way down is to lead back to.
                    Optional<DownAndUp> downAndUp =
                            down ? Optional.of(new DownAndUp(order, there, plan)) : Optional.empty();
                    rehearse(plan, there, ledger, reach);
                    downAndUp.ifPresent(way -> goDownAndUp(way, ledger(Optional.empty(), reach, watchdog, beforehand)));
                }));
                return rehearsal(plan, backup, home.target(), observer, ledger.migrations(), failure);
            } finally {
                observer.ifPresent(Observer::close);
            }
        }
    }

    private Dumps.Scratch inherited(ProvenCopy proven) {
        restored = proven.took();
        return proven.scratch();
    }

    private Dumps.Scratch restored(Backup backup, Database home) {
        long since = System.nanoTime();
        Dumps.Scratch scratch = phases.run("restore-scratch", () -> Restore.toScratch(backup, home));
        restored = Duration.ofNanos(System.nanoTime() - since);
        return scratch;
    }

    private Ledger ledger(Optional<Observer> observer, Reach reach, Watchdog watchdog, Beforehand beforehand) {
        return new Ledger(
                observer,
                sql -> {
                    order.cancellation().check();
                    reach.check(sql);
                },
                watchdog::watch,
                order.redactor(),
                beforehand);
    }

    private void rehearse(Plan plan, Workbench there, Ledger ledger, Reach reach) {
        Plan same =
                new Planner(order, Direction.of(plan), false).plan(there, true).plan();
        requireSame(plan, same);
        // Also what nobody announces: SQL callbacks.
        same.migrations().stream()
                .flatMap(migration -> migration.statements().stream())
                .forEach(reach::check);
        Verification verification = Verification.prepare(order, there);
        there.tool().migrate(same.migrations(), order.environment().transaction(), ledger);
        verification.run(true, heard());
    }

    /** What would run on the copy is what would run on the database: the same files on the same schema. */
    private static void requireSame(Plan plan, Plan copy) {
        if (!plan.schemaFingerprint().equals(copy.schemaFingerprint())
                || !plan.currentVersion().equals(copy.currentVersion())) {
            throw different("The schema of the backup is not the one that the plan was made for.");
        }
        if (!withoutSql(plan).equals(withoutSql(copy))) {
            throw different("On the copy other migrations are pending than in the plan.");
        }
    }

    /** SQL may say the database's own name, which is another one there; the files are compared byte for byte. */
    static List<List<Object>> withoutSql(Plan plan) {
        return plan.migrations().stream()
                .map(each -> List.<Object>of(
                        each.label(),
                        each.script(),
                        each.kind(),
                        each.sha256(),
                        each.toolChecksum(),
                        each.transactional()))
                .toList();
    }

    private static Fault different(String what) {
        return new Fault(FaultCode.REHEARSAL_FAILED, what, "Rehearse with a new backup.");
    }

    private RunListener heard() {
        return event -> {
            if (event instanceof RunEvent.CheckFinished check) {
                checks.add(new Rehearsal.Check(check.script(), check.passed(), check.detail()));
            }
        };
    }

    private void goDownAndUp(DownAndUp downAndUp, Ledger ledger) {
        try {
            downAndUp.run(ledger);
        } finally {
            wayDown = Optional.of(downAndUp.down());
        }
    }

    /** Why the plan failed; a run that is to stop has not failed, but ends. */
    private Optional<Rehearsal.Failure> failure(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (MigrationFailure failure) {
            order.cancellation().check();
            if (failure.getCause() instanceof Fault refusal) {
                throw refusal;
            }
            return Optional.of(new Rehearsal.Failure(
                    "The rehearsal failed in " + failure.label() + ": " + failure.getMessage(),
                    "Correct the migration, plan again and rehearse again."));
        } catch (Fault fault) {
            order.cancellation().check();
            if (fault.code() == FaultCode.UNSUPPORTED) {
                throw fault;
            }
            return Optional.of(new Rehearsal.Failure("The rehearsal failed: " + fault.getMessage(), fault.remedy()));
        }
    }

    private Rehearsal rehearsal(
            Plan plan,
            Backup backup,
            Target home,
            Optional<Observer> observer,
            List<Rehearsal.Migration> migrations,
            Optional<Rehearsal.Failure> failure) {
        String blind = home.platform() + " does not tell";
        return new Rehearsal(
                Rehearsal.FORMAT,
                plan.digest(),
                order.environment().name(),
                order.run(),
                Instant.now(),
                home.server() + " (" + home.platform() + " " + home.serverVersion() + ")",
                backup.id(),
                failure,
                restored,
                migrations.stream().map(Rehearsal.Migration::took).reduce(Duration.ZERO, Duration::plus),
                observer.map(Observer::locksUnseen).orElse(Optional.of(blind)),
                observer.map(Observer::filesUnseen).orElse(Optional.of(blind)),
                migrations,
                checks,
                wayDown);
    }
}
