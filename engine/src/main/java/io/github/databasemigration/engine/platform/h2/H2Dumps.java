package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.Rows;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Dumps are what H2's SCRIPT says, compressed, of one snapshot; SCRIPT needs an administrator.
 *
 * <p>Users come back without their passwords, for a backup is no place for password hashes: those who are still there
 * keep theirs, and those who are gone cannot log in until an administrator gives them a new one.
 */
final class H2Dumps implements Dumps {
    private static final String ADMINISTRATOR =
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";

    private final Connecting connecting;
    private final H2Sessions sessions;
    private final H2Faults faults;
    private final OwnWork work;

    H2Dumps(H2Sessions sessions, H2Faults faults, OwnWork work) {
        this.connecting = sessions.connecting();
        this.sessions = sessions;
        this.faults = faults;
        this.work = work;
    }

    @Override
    public void check() {
        if (!work.ask("reading the user's rights", connection -> Rows.text(connection, ADMINISTRATOR))
                .equals("TRUE")) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "H2 lets only administrators back up " + sessions.address() + ".",
                    "Connect as an administrator, or ALTER USER … ADMIN TRUE.");
        }
    }

    /** The size of the file; what H2 keeps in memory is taken to be most of what the process has. */
    @Override
    public long estimateBytes() {
        return work.ask("reading the database's size", connection -> Rows.of(
                        connection,
                        "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'info.FILE_SIZE'",
                        row -> Long.valueOf(row.getString(1)))
                .stream()
                .findFirst()
                .orElseGet(() -> Runtime.getRuntime().totalMemory()));
    }

    @Override
    public Dump dump(Path folder, DumpProgress progress) {
        connecting.cancellation().check();
        check();
        ScriptWriter writer = new ScriptWriter(connecting.cancellation(), progress);
        return work.in(sessions::existing, "taking the backup", connection -> writer.write(connection, folder));
    }

    @Override
    public void checkReadable(Path folder, SortedMap<String, Long> rows) {
        checkReadable(folder);
    }

    private void checkReadable(Path folder) {
        Script.check(DumpFiles.existing(folder, Script.FILE), connecting.cancellation());
    }

    @Override
    public Scratch restoreToScratch(Path folder) {
        checkReadable(folder);
        Path place = DumpFiles.temporaryFolder();
        try {
            Connecting there = connecting.to(sessions.address().copyIn(place));
            Database copy = new H2Platform().open(there);
            H2Sessions copies = new H2Sessions(there, H2Address.parse(there.url()));
            work.in(copies::creating, "loading the backup into a scratch database", connection -> {
                Script.load(folder.resolve(Script.FILE), connection, connecting.cancellation());
                return null;
            });
            return new Scratch() {
                @Override
                public Database database() {
                    return copy;
                }

                @Override
                public void close() {
                    DumpFiles.remove(place);
                }
            };
        } catch (RuntimeException e) {
            DumpFiles.remove(place);
            throw e;
        }
    }

    /**
     * Drops everything but users and roles, and loads the dump, after it was loaded into a scratch database to prove it
     * and the present state was dumped into {@code keepAt}. From the first drop on no cancellation is heeded.
     */
    @Override
    public Restored restore(Path folder, Path keepAt) {
        Path kept = keepAt.resolve(Script.FILE);
        unchanged(() -> {
            restoreToScratch(folder).close();
            dump(keepAt, DumpProgress.NONE);
        });
        String back = "RUNSCRIPT FROM '" + kept.toString().replace("'", "''") + "' COMPRESSION GZIP";
        H2Emptying emptying = new H2Emptying();
        try {
            work.uninterrupted(sessions::creating, "emptying the database", emptying::empty);
            work.uninterrupted(sessions::creating, "loading the backup", connection -> {
                Script.load(folder.resolve(Script.FILE), connection, new Cancellation());
                return null;
            });
        } catch (Fault fault) {
            throw emptying.begun() ? partial(fault, back) : changedNothing(fault);
        }
        return new Restored("in place", kept + ", to be loaded by an administrator into an emptied database: " + back);
    }

    private void unchanged(Runnable step) {
        try {
            step.run();
        } catch (Fault fault) {
            throw fault.code() == FaultCode.BACKUP_INVALID ? fault : changedNothing(fault);
        }
    }

    private Fault changedNothing(Fault fault) {
        return new Fault(
                FaultCode.RESTORE_FAILED_UNCHANGED,
                sessions.address() + " was not restored: " + fault.getMessage(),
                fault.remedy());
    }

    private Fault partial(Fault fault, String back) {
        return new Fault(
                FaultCode.RESTORE_FAILED_PARTIAL,
                "The restore of " + sessions.address() + " ended half-way: " + fault.getMessage(),
                "Restore again; or go back to what was there before, in the emptied database: " + back);
    }
}
