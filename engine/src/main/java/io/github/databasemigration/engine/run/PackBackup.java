package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Packing;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.report.Report;
import java.util.Optional;

/** Packs a backup that exists, for transport. */
public final class PackBackup {
    private PackBackup() {}

    /**
     * Packs one and reports.
     *
     * @param id the backup; empty: the newest
     */
    public static Report run(Order order, Optional<String> id, Packing packing, RunListener outer) {
        return new Recorder(order, "pack-backup", outer).record((facts, listener, course) -> {
            Phases phases = new Phases(listener);
            Backup backup = ProveBackup.choose(order, id);
            facts.backup = Optional.of(Safeguard.record(backup));
            facts.backup = Optional.of(Safeguard.pack(order, phases, backup, packing, facts.backup.orElseThrow()));
            facts.state.add("Nothing was changed in the database.");
        });
    }
}
