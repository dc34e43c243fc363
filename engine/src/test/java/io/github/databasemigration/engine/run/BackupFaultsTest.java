package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.SmallDisk;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A backup that is none is found by the run that takes it, before it migrates anything, and by the run that is to restore
 * it, before it touches anything.
 *
 * <p>{@code -Dbackup.faults.step=1 -Dbackup.faults.flips=1000 -Dbackup.faults.runs=50} tries every hundredth of every file
 * and many bits more.
 */
class BackupFaultsTest {
    private static final long SEED = Long.getLong("backup.faults.seed", 20_261_123L);
    private static final int RUNS = Integer.getInteger("backup.faults.runs", 4);
    private static final int STEP = Integer.getInteger("backup.faults.step", 19);
    private static final int FLIPS = Integer.getInteger("backup.faults.flips", 25);

    /** A manifest whose format is another number is of a newer program. */
    private static final Set<FaultCode> DAMAGED = Set.of(FaultCode.BACKUP_INVALID, FaultCode.UNSUPPORTED);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Server.class,
            names = {"POSTGRESQL", "MARIADB"})
    void whateverTheDumpProgramDoesWrongNothingIsMigrated(Server server) throws IOException {
        Project project = new Project(folder.resolve("shop"), Tool.FLYWAY, server).good(1, 1);
        TestDatabase live = project.database;
        String other = live.name() + "_other";
        live.execute("CREATE DATABASE " + other);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 2);
        try (SmallDisk disk = smallDisk()) {
            project.backupFolder = disk.folder().toString();
            for (BadDumpProgram bad : BadDumpProgram.values()) {
                project.programs = bad.install(folder.resolve("bin"), server, disk.folder(), live.name(), other);
                for (Verification level : List.of(Verification.READABLE, Verification.RESTORE)) {
                    project.verification = level;

                    refused(project, RunListener.NONE, bad.codes(server), bad + ", proven by " + level);

                    disk.empty();
                }
            }
            project.verification = Verification.READABLE;
            project.programs = Map.of();
            disk.lock();
            refused(project, RunListener.NONE, Set.of(FaultCode.FILE_FAILED), "a disk that is read-only");
        }
        project.backupFolder = ".database-migration/backups";
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(project.has(2)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void whatIsDamagedOnTheDiskBeforeItIsProvenStopsTheRun(Server server) throws IOException {
        Project project = new Project(folder, Tool.FLYWAY, server).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 2);
        Path first = newest();
        Random random = new Random(SEED);
        List<Damage> damages = new ArrayList<>(Damage.cuts(first, 100 - 1));
        damages.addAll(Damage.flips(first, damages.size(), random));
        Collections.shuffle(damages, random);
        for (Damage damage : damages.subList(0, Math.min(RUNS, damages.size()))) {
            RunListener damaging = before("verify-backup", () -> {
                damage.to(newest());
                return null;
            });
            refused(project, damaging, DAMAGED, damage + " with seed " + SEED);
        }
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(project.has(2)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void noDamageGetsIntoTheDatabase(Server server) throws IOException {
        Project project = new Project(folder, Tool.FLYWAY, server).good(1, 1);
        assertThat(TakeBackup.run(project.order(), Optional.empty(), RunListener.NONE)
                        .failure())
                .isEmpty();
        assertThat(project.migrate().failure()).isEmpty();
        Path backup = newest();
        List<Damage> damages = new ArrayList<>(Damage.cuts(backup, STEP));
        damages.addAll(Damage.flips(backup, FLIPS, new Random(SEED)));
        for (Damage damage : damages) {
            byte[] good = damage.to(backup);
            Report report = restore(project);
            Files.write(backup.resolve(damage.file()), good);

            assertRefused(report, DAMAGED, damage + " with seed " + SEED);
        }
        assertThat(project.has(1)).isTrue();
        assertThat(restore(project).failure()).isEmpty();
        assertThat(project.has(1)).isFalse();
    }

    @Test
    void aDumpThatTheUserMayNotTakeInFullIsNone() throws Exception {
        Project project = new Project(folder, Tool.FLYWAY, Server.POSTGRESQL).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 2);
        try (var admin = PostgresServer.shared().admin(project.database.name());
                var statement = admin.createStatement()) {
            statement.execute("CREATE TABLE public.of_somebody_else (id INTEGER)");
        }
        refused(project, RunListener.NONE, Set.of(FaultCode.BACKUP_FAILED), "a table of somebody else");

        project = new Project(folder.resolve("second"), Tool.FLYWAY, Server.MARIADB).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 2);
        String name = project.database.name();
        try (var admin = MariaDbServer.shared().admin("mysql");
                var statement = admin.createStatement()) {
            statement.execute("REVOKE TRIGGER ON `" + name + "`.* FROM " + name + "@'%'");
        }
        refused(project, RunListener.NONE, Set.of(FaultCode.UNSUPPORTED), "no right to read triggers");
    }

    @Test
    void aServerWithoutRoomForAScratchCopyStopsTheRunAndTheRestore() throws Exception {
        // A server that lost a tablespace's disk is none that other tests could use.
        try (SmallDisk disk = smallDisk()) {
            PostgresServer server = PostgresServer.own();
            try {
                withoutRoomForAScratchCopy(server, disk);
            } finally {
                server.stop();
            }
        }
    }

    private void withoutRoomForAScratchCopy(PostgresServer server, SmallDisk disk) throws Exception {
        Project project = new Project(folder.resolve("shop"), Tool.FLYWAY, Server.POSTGRESQL, onSmallDisk(server, disk))
                .good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.verification = Verification.RESTORE;
        project.good(2, 2);
        RunListener filling = before("verify-backup", () -> {
            disk.fill();
            return null;
        });
        refused(project, filling, Set.of(FaultCode.DISK_FULL), "a full disk");

        assertRefused(restore(project), Set.of(FaultCode.RESTORE_FAILED_UNCHANGED), "a full disk");
        assertThat(project.has(1)).isTrue();

        disk.empty();
        assertThat(project.migrate().failure()).isEmpty();
    }

    /** A database of PostgreSQL whose files, and those of its scratch copies, are on a small disk. */
    private static TestDatabase onSmallDisk(PostgresServer server, SmallDisk disk) throws Exception {
        // The folder above is for the user of the tests alone.
        Files.setPosixFilePermissions(disk.folder().getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        Path space = Files.createDirectory(disk.folder().resolve("space"));
        Files.setOwner(
                space, space.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        TestDatabase database = server.createDatabase();
        try (var admin = server.admin("postgres");
                var statement = admin.createStatement()) {
            statement.execute(
                    "CREATE TABLESPACE " + database.name() + " OWNER " + database.name() + " LOCATION '" + space + "'");
            statement.execute("ALTER DATABASE " + database.name() + " SET TABLESPACE " + database.name());
        }
        return database;
    }

    private static Report restore(Project project) {
        return RestoreBackup.run(
                project.order(),
                "rollback",
                Origin.stored(Optional.empty()),
                false,
                Conditions.NONE,
                name -> {},
                RunListener.NONE);
    }

    /** Does something when a phase of a run begins. */
    private static RunListener before(String phase, Callable<Void> work) {
        return event -> {
            if (event.equals(new RunEvent.PhaseStarted(phase))) {
                try {
                    work.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private Path newest() throws IOException {
        try (var backups = Files.list(folder.resolve(".database-migration/backups/test"))) {
            return backups.filter(Files::isDirectory)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private SmallDisk smallDisk() throws IOException {
        Optional<SmallDisk> disk = SmallDisk.mount(folder.resolve("disk"), 40);
        assumeTrue(disk.isPresent(), SmallDisk.NEEDS);
        return disk.get();
    }

    private static void refused(Project project, RunListener listener, Set<FaultCode> codes, String what) {
        Report report = Migrate.run(project.order(), Migrate.Options.NONE, listener);
        assertRefused(report, codes, what);
        assertThat(project.has(2)).as(what).isFalse();
    }

    private static void assertRefused(Report report, Set<FaultCode> codes, String what) {
        assertThat(report.failure()).as(what).isPresent();
        Report.Failure failure = report.failure().orElseThrow();
        assertThat(FaultCode.valueOf(failure.code()))
                .as("%s: %s", what, failure)
                .isIn(codes);
        assertThat(failure.message()).as(what).doesNotContain("\n");
        assertThat(Canary.in(report)).as(what).isEmpty();
        assertThat(report.state()).as(what).contains("Nothing was changed in the database.");
    }
}
