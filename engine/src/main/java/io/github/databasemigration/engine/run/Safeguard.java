package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Backups;
import io.github.databasemigration.engine.backup.Manifest;
import io.github.databasemigration.engine.backup.Occasion;
import io.github.databasemigration.engine.backup.Packed;
import io.github.databasemigration.engine.backup.Packing;
import io.github.databasemigration.engine.backup.ProvenCopy;
import io.github.databasemigration.engine.backup.Restore;
import io.github.databasemigration.engine.backup.RestoredBackup;
import io.github.databasemigration.engine.backup.Retention;
import io.github.databasemigration.engine.backup.SafetyCopies;
import io.github.databasemigration.engine.backup.Verified;
import io.github.databasemigration.engine.backup.Verify;
import io.github.databasemigration.engine.configuration.Environment.BackupPolicy;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.tool.ToolState;
import io.github.databasemigration.engine.undo.SideCopyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The backup of a run: taken and proven before anything changes, restored if the policy says so. The copy in which it was
 * proven is kept for the rehearsal of the same run, if there is to be one.
 */
final class Safeguard implements AutoCloseable {
    private final Order order;
    private final Phases phases;
    private final RunListener listener;
    private final Clock clock = Clock.systemUTC();
    private final Optional<Packing> packing;
    private Optional<Backup> backup = Optional.empty();
    private boolean rehearsing;
    private Optional<ProvenCopy> copy = Optional.empty();

    /** @param packing how to pack each backup that is taken; empty: not at all */
    Safeguard(Order order, Phases phases, RunListener listener, Optional<Packing> packing) {
        this.order = order;
        this.phases = phases;
        this.listener = listener;
        this.packing = packing;
    }

    static Backups backups(Order order) {
        return new Backups(order.backupFolder(), order.environment().name(), Clock.systemUTC());
    }

    Optional<String> backupId() {
        return backup.map(Backup::id);
    }

    /** The proven backup of this run. */
    Optional<Backup> backup() {
        return backup;
    }

    /** Takes and proves a backup, if the environment has them. */
    void backUp(Workbench bench, ToolState state, Facts facts) {
        if (!order.environment().backup().enabled()) {
            listener.on(new RunEvent.Note("No backup was taken: the environment's configuration says so."));
            return;
        }
        takeAndProve(bench, state, facts);
    }

    /** Takes a backup, proves it as the policy says, and packs it. */
    void takeAndProve(Workbench bench, ToolState state, Facts facts) {
        Backup taken = take(bench, state, facts);
        prove(bench, taken, order.environment().backup().verification(), facts);
        packing.ifPresent(
                how -> facts.backup = Optional.of(pack(order, phases, taken, how, facts.backup.orElseThrow())));
    }

    static Report.BackupRecord pack(
            Order order, Phases phases, Backup backup, Packing packing, Report.BackupRecord record) {
        Packed packed = phases.run("pack", () -> packing.pack(backup, order.cancellation()));
        return new Report.BackupRecord(
                record.id(),
                record.path(),
                record.format(),
                record.bytes(),
                record.files(),
                record.verification(),
                record.took(),
                Optional.of(new Report.PackedRecord(
                        packed.folder().toString(),
                        packed.encryption(),
                        packed.files().stream()
                                .map(file -> new Report.PackedFile(file.name(), file.size(), file.sha256()))
                                .toList())));
    }

    private Backup take(Workbench bench, ToolState state, Facts facts) {
        Occasion occasion = Occasion.of(Optional.of(order.run()), EngineVersion.TEXT, bench.tool(), state);
        Backup taken = phases.run(
                "backup", () -> backups(order).take(bench.database(), occasion, new BackupProgress(listener)));
        facts.backup = Optional.of(record(taken, Optional.empty()));
        return taken;
    }

    /** Proves a backup; only from here on it counts as one to go back to. */
    void prove(Workbench bench, Backup candidate, Verification level, Facts facts) {
        Verified verified = phases.run(
                "verify-backup", () -> new Verify(bench.database(), clock).verify(candidate, level, this::heir));
        facts.backup = Optional.of(record(candidate, Optional.of(verified)));
        backup = Optional.of(candidate);
    }

    /** A rehearsal on the database's own server will follow. */
    void rehearseNext() {
        rehearsing = order.environment().rehearsal().url().isEmpty();
    }

    private void heir(ProvenCopy proven) {
        if (rehearsing) {
            copy = Optional.of(proven);
        } else {
            proven.close();
        }
    }

    /** The copy in which the backup was proven, if it was and is still there; the caller closes it. */
    Optional<ProvenCopy> takeCopy() {
        Optional<ProvenCopy> taken = copy;
        copy = Optional.empty();
        return taken;
    }

    /** Removes the copy that nobody took. */
    @Override
    public void close() {
        takeCopy().ifPresent(ProvenCopy::close);
    }

    /** Restores the backup of this run into the live database. */
    void restore(Order recovering, Facts facts) {
        restore(recovering, backup.orElseThrow(), false, facts);
    }

    /** Restores a backup into the live database; the traces of an interrupted run go with what it left. */
    static void restore(Order order, Backup backup, boolean othersAllowed, Facts facts) {
        try (Workbench bench = Workbench.open(order)) {
            // It was proven to the policy's level when it was taken; reading it once more finds what happened since.
            RestoredBackup restored = new Restore(bench.database(), Clock.systemUTC())
                    .restore(
                            backup,
                            Verification.READABLE,
                            othersAllowed,
                            order.runFolder().resolve(SafetyCopies.FOLDER));
            // The backup is older than whatever was half-way: a note about that says nothing any more.
            bench.database().progressMarker().clear();
            List<String> proof = new ArrayList<>(restored.verified().comparisons());
            proof.addAll(restored.comparisons());
            restored.grown().forEach(table -> proof.add(table + ": the application has written since"));
            facts.restored = Optional.of(new Report.RestoreRecord(
                    backup.id(), restored.restored().how(), restored.restored().keptAt(), proof));
        }
    }

    /** Deletes backups that nobody needs any more; a run that succeeded does not fail for this. */
    void retain() {
        BackupPolicy policy = order.environment().backup();
        if (!policy.enabled()) {
            return;
        }
        try {
            new Retention(policy.keep(), policy.keepFor(), clock)
                    .apply(backups(order))
                    .forEach(
                            old -> listener.on(new RunEvent.Note("Backup " + old.id() + " was deleted by retention.")));
        } catch (Fault fault) {
            listener.on(new RunEvent.Note("Old backups could not be deleted: " + fault.getMessage()));
        }
    }

    /** Says what this run kept, and drops side copies that were kept as long as the policy says; a run that succeeded does not fail for this. */
    void forget(Workbench bench) {
        Instant until = clock.instant().minus(order.environment().undo().keepFor());
        try {
            SideCopyStore store = new SideCopyStore(bench.database());
            for (SideCopyStore.Entry entry : store.all()) {
                if (entry.run().equals(order.run())) {
                    listener.on(new RunEvent.Note("Kept: " + entry + "."));
                } else if (entry.keptAt().isBefore(until)) {
                    store.drop(entry);
                    listener.on(new RunEvent.Note("Dropped the side copy: " + entry + "."));
                }
            }
        } catch (Fault fault) {
            listener.on(new RunEvent.Note(fault.getMessage()));
        }
    }

    /** A backup with its newest verification. */
    static Report.BackupRecord record(Backup backup) {
        List<Verified> verifications = backup.verifications();
        return record(
                backup,
                verifications.isEmpty() ? Optional.empty() : Optional.of(verifications.get(verifications.size() - 1)));
    }

    private static Report.BackupRecord record(Backup backup, Optional<Verified> verified) {
        Manifest manifest = backup.manifest();
        return new Report.BackupRecord(
                backup.id(),
                backup.folder().toString(),
                manifest.dump().format() + " by " + manifest.dump().tool(),
                manifest.bytes(),
                manifest.dump().files().size(),
                verified.map(v -> v.level().name().toLowerCase(Locale.ROOT)).orElse("not verified"),
                verified.map(Verified::took).orElse(java.time.Duration.ZERO),
                Optional.empty());
    }
}
