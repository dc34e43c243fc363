package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Manifest;
import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.report.Report;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts a database back to a backup. */
public final class RestoreBackup {
    private RestoreBackup() {}

    /**
     * Goes back and reports.
     *
     * @param command the verb, for the report
     * @param origin the backup
     * @param othersAllowed whether a backup of another database may be restored
     * @param conditions what has to be so under the lock
     * @param confirm asked with the database's name before anything is touched; throws where it is not confirmed
     */
    public static Report run(
            Order order,
            String command,
            Origin origin,
            boolean othersAllowed,
            Conditions conditions,
            Consumer<String> confirm,
            RunListener outer) {
        return new Recorder(order, command, outer).record((facts, listener, course) -> {
            Phases phases = new Phases(listener);
            Manifest manifest = origin.manifest(order);
            try (Workbench bench = phases.run("connect", () -> Workbench.open(order))) {
                facts.target = Optional.of(bench.database().target());
                manifest.checkBelongsTo(bench.database().target(), othersAllowed);
                confirm.accept(bench.database().target().database());
                bench.database().checkWritable();
                Backup backup = origin.backup(order, phases);
                // No watchdog: the restore itself replaces the database that the lock belongs to.
                try (MigrationLock lock = phases.run("lock", () -> LockQueue.await(order, bench, listener))) {
                    conditions.require(bench, backup.manifest());
                    phases.run("restore", () -> Safeguard.restore(order, backup, othersAllowed, facts));
                }
            } finally {
                origin.disposeOf(listener);
            }
            // What was restored is restored, also where somebody has asked to stop since.
            afterwards(order.with(new Cancellation()), facts, manifest.id());
        });
    }

    private static void afterwards(Order order, Facts facts, String backup) {
        try (Workbench bench = Workbench.open(order)) {
            facts.toVersion = bench.tool().inspect().current();
        }
        facts.state.add("The database is as it was when backup " + backup + " was taken, at "
                + facts.toVersion.map(version -> "version " + version).orElse("no version") + ".");
    }
}
