package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Puts a database back to a backup: proves the backup first, and the database afterwards. */
public final class Restore {
    private final Database database;
    private final Clock clock;

    /** @param database the live database */
    public Restore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Restores one backup. Call it with the migration lock held.
     *
     * <p>Faults before the database is touched: {@code WRONG_DATABASE}, {@code BACKUP_INVALID}, {@code BACKUP_MISSING},
     * {@code RESTORE_FAILED_UNCHANGED}. After: {@code RESTORE_FAILED_PARTIAL}, also when the restore ended well and the
     * database is not what the manifest says; {@code STATE_UNKNOWN} when that could not be asked.
     *
     * @param level how far the backup is proven first, at least {@code READABLE}
     * @param othersAllowed whether a backup of another database of the same platform may be restored
     * @param keepAt a folder where what was there may be kept: empty, or not there yet
     */
    public RestoredBackup restore(Backup backup, Verification level, boolean othersAllowed, Path keepAt) {
        Manifest manifest = backup.manifest();
        manifest.checkBelongsTo(database.target(), othersAllowed);
        try (Claim inUse = Claim.orNone(backup)) {
            Verification atLeast = level == Verification.CHECKSUM ? Verification.READABLE : level;
            Verified verified = new Verify(database, clock).verify(backup, atLeast);
            Dumps.Restored restored = restore(backup, keepAt);
            Likeness likeness = compare(backup, manifest, restored);
            if (!likeness.differences().isEmpty()) {
                throw different(backup, restored, likeness.differences());
            }
            return new RestoredBackup(backup.id(), restored, verified, likeness.comparisons(), likeness.grown());
        }
    }

    /**
     * Restores a backup into a scratch copy on a database's server; the database itself is not touched. The caller closes
     * the copy. Faults: {@code WRONG_DATABASE} for another platform, and those of {@link Dumps#restoreToScratch}.
     */
    public static Dumps.Scratch toScratch(Backup backup, Database beside) {
        backup.manifest().checkBelongsTo(beside.target(), true);
        beside.dumps().check();
        try (Claim inUse = Claim.orNone(backup)) {
            return beside.dumps().restoreToScratch(backup.data());
        }
    }

    private Dumps.Restored restore(Backup backup, Path keepAt) {
        try {
            Files.createDirectories(keepAt, Durable.ownerOnly());
        } catch (IOException e) {
            throw FileFaults.writing(keepAt, e);
        }
        return database.dumps().restore(backup.data(), keepAt);
    }

    private Likeness compare(Backup backup, Manifest manifest, Dumps.Restored restored) {
        try {
            return Likeness.of(database, backup, manifest);
        } catch (Fault fault) {
            throw new Fault(
                    FaultCode.STATE_UNKNOWN,
                    "Backup " + backup.id() + " was restored (" + restored.how()
                            + "), and the database could not be compared with it: " + fault.getMessage(),
                    "Look whether the database is complete. What was there before: " + restored.keptAt());
        }
    }

    private static Fault different(Backup backup, Dumps.Restored restored, List<Finding> differences) {
        String more = differences.size() == 1 ? "" : " (and " + (differences.size() - 1) + " more)";
        return new Fault(
                FaultCode.RESTORE_FAILED_PARTIAL,
                "Backup " + backup.id() + " was restored (" + restored.how() + "), and the database is not as it was: "
                        + differences.get(0) + more + ".",
                "Find out who changes it. What was there before: " + restored.keptAt());
    }
}
