package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Backups;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.report.Report;
import java.util.Optional;

/** Proves a backup that exists. */
public final class ProveBackup {
    private ProveBackup() {}

    /**
     * Proves one and reports.
     *
     * @param origin the backup
     * @param level how far; empty: as the environment's policy says
     */
    public static Report run(Order order, Origin origin, Optional<Verification> level, RunListener outer) {
        return new Recorder(order, "verify-backup", outer).record((facts, listener, course) -> {
            Phases phases = new Phases(listener);
            try (Workbench bench = phases.run("connect", () -> Workbench.open(order))) {
                facts.target = Optional.of(bench.database().target());
                Backup backup = origin.backup(order, phases);
                new Safeguard(order, phases, listener, Optional.empty())
                        .prove(
                                bench,
                                backup,
                                level.orElse(order.environment().backup().verification()),
                                facts);
                facts.state.add("Nothing was changed in the database.");
            } finally {
                origin.disposeOf(listener);
            }
        });
    }

    /** The named backup, or the newest. Fault {@code BACKUP_MISSING}. */
    static Backup choose(Order order, Optional<String> id) {
        Backups backups = Safeguard.backups(order);
        return id.map(backups::find)
                .or(backups::latest)
                .orElseThrow(() -> new Fault(
                        FaultCode.BACKUP_MISSING,
                        "There is no backup in " + backups.folder() + ".",
                        "Take one with `migrate-database backup`, or name the folder with --set backup.folder=…"));
    }
}
