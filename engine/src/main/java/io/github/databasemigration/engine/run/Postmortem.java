package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.journal.JournalEntry;
import io.github.databasemigration.engine.journal.JournalReader;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.report.ReportBuilder;
import io.github.databasemigration.engine.report.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended: by its own report, or, where it was killed before it could write one, by what its journal says that it
 * did and what of that is in the database.
 *
 * <p>It takes the lock of the database for that. So it waits for a run that is not dead yet, and what it sees is nobody
 * else's doing. It restores nothing: an application may have been writing ever since.
 */
public final class Postmortem {
    /** Long enough for a run that was just asked to stop, and for a server to notice a dead one. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Order order;
    private final RunListener outer;
    private final LastTrace trace = new LastTrace();

    private Postmortem(Order order, RunListener outer) {
        this.order = order;
        this.outer = outer;
    }

    /**
     * The report of the run that the order names, made and kept if there was none.
     *
     * <p>Faults: {@code CANCELLED} where the run never began; {@code STATE_UNKNOWN} where the database does not tell, and
     * may be asked again.
     */
    public static Report of(Order order, RunListener listener) {
        return new Postmortem(order, listener).report();
    }

    private Report report() {
        return ReportFiles.read(order.runFolder()).orElseGet(() -> {
            List<JournalEntry> journal = journal();
            journal.forEach(entry -> trace.on(entry.event()));
            try {
                return report(journal);
            } catch (Fault fault) {
                throw new Fault(
                        FaultCode.STATE_UNKNOWN,
                        killed() + " What of it is in the database is not known: " + fault.getMessage(),
                        fault.remedy());
            }
        });
    }

    private List<JournalEntry> journal() {
        Path file = order.runFolder().resolve("journal.jsonl");
        List<JournalEntry> entries =
                Files.exists(file) ? JournalReader.read(file).entries() : List.of();
        if (entries.isEmpty()) {
            throw new Fault(
                    FaultCode.CANCELLED, "Run " + order.run() + " never began: it left no journal.", "Run it again.");
        }
        return entries;
    }

    private Report report(List<JournalEntry> journal) {
        Database database = Workbench.reach(order);
        try (MigrationLock lock = new LockQueue(database, outer, order.cancellation()).await(PATIENCE)) {
            // It may have ended by itself meanwhile.
            Optional<Report> own = ReportFiles.read(order.runFolder());
            if (own.isPresent()) {
                return own.get();
            }
            database.dismiss(order.run());
            return report(database, journal);
        }
    }

    private Report report(Database database, List<JournalEntry> journal) {
        ReportBuilder course = new ReportBuilder(journal.get(0).at());
        journal.forEach(entry -> course.hear(entry.at(), entry.event()));
        Optional<SettledPlan> settled = SettledPlan.read(order);
        Facts facts = new Facts();
        facts.target = Optional.of(database.target());
        facts.backup = backup().map(Safeguard::record);
        Fault end = settled.isPresent() && course.anythingBegun()
                ? afterMigrations(settled.get(), course, facts)
                : beforeMigrations(settled, facts);
        return new Recorder(order, begun(journal), outer).conclude(journal, facts, end);
    }

    private static RunEvent.RunStarted begun(List<JournalEntry> journal) {
        return journal.stream()
                .map(JournalEntry::event)
                .filter(RunEvent.RunStarted.class::isInstance)
                .map(RunEvent.RunStarted.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private Fault beforeMigrations(Optional<SettledPlan> settled, Facts facts) {
        settled.ifPresent(before -> facts.planned(before.plan()));
        try (Workbench bench = Workbench.open(order)) {
            facts.toVersion = bench.tool().inspect().current();
        }
        String version = facts.toVersion.map(v -> "version " + v).orElse("no version");
        if (trace.restoring()) {
            facts.state.add("The database is at " + version + ". The restore may be done, half done, or not begun.");
            return new Fault(FaultCode.RESTORE_FAILED_PARTIAL, killed(), "Restore the same backup again.");
        }
        facts.state.add("Nothing was changed in the database: it is at " + version + ".");
        return new Fault(FaultCode.CANCELLED, killed(), "Run it again.");
    }

    private Fault afterMigrations(SettledPlan settled, ReportBuilder course, Facts facts) {
        Aftermath aftermath;
        try (Workbench bench = Workbench.open(order)) {
            aftermath = Aftermath.look(bench, settled, course);
        }
        facts.planned(settled.plan());
        facts.fates.putAll(aftermath.fates());
        facts.toVersion = aftermath.version();
        facts.state.addAll(aftermath.sentences());
        FaultCode code =
                switch (aftermath.condition()) {
                    case UNCHANGED -> FaultCode.CANCELLED_UNCHANGED;
                    case AT_VERSION -> FaultCode.CANCELLED_AT_VERSION;
                    default -> FaultCode.CANCELLED_PARTIAL;
                };
        if (trace.restoring()) {
            facts.state.add("The run was restoring its backup when it was killed.");
        }
        if (code != FaultCode.CANCELLED_UNCHANGED) {
            facts.next = backup().filter(Backup::verified).map(backup -> NextCommand.rollback(order, backup.id()));
        }
        return new Fault(code, killed(), Recovery.remedy(order, code, facts.next));
    }

    private Optional<Backup> backup() {
        return Safeguard.backups(order).all().stream()
                .filter(this::takenByTheRun)
                .findFirst();
    }

    private boolean takenByTheRun(Backup backup) {
        try {
            return backup.manifest().run().equals(Optional.of(order.run()));
        } catch (Fault damaged) {
            return false;
        }
    }

    private String killed() {
        return "Run " + order.run() + " was killed " + trace.where() + ".";
    }
}
