package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Unpacking;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.report.Report;
import java.util.Optional;

/** Puts a packed backup among the environment's backups. */
public final class UnpackBackup {
    private UnpackBackup() {}

    /** Unpacks and reports. */
    public static Report run(Order order, Unpacking packed, RunListener outer) {
        return new Recorder(order, "unpack-backup", outer).record((facts, listener, course) -> {
            Phases phases = new Phases(listener);
            facts.target = Optional.of(packed.manifest().target());
            Backup backup = phases.run(
                    "unpack", () -> packed.into(Safeguard.backups(order).folder(), order.cancellation()));
            facts.backup = Optional.of(Safeguard.record(backup));
            facts.state.add("Nothing was changed in the database.");
            facts.next = Optional.of(NextCommand.rollback(order, backup.id()));
        });
    }
}
