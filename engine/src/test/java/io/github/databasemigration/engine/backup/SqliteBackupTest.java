package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract on SQLite, and what needs no server to be tried. */
class SqliteBackupTest extends BackupContract {
    private int count;

    @Override
    TestDatabase create() {
        String name = "shop" + count++ + ".db";
        return new TestDatabase("jdbc:sqlite:" + folder.resolve(name), name, "", "");
    }

    @Override
    ByHand byHand(TestDatabase live) {
        Path file = folder.resolve("by-hand.db");
        return new ByHand(file.toString(), Map.of(), new TestDatabase("jdbc:sqlite:" + file, "by-hand.db", "", ""));
    }

    @Override
    Set<String> databasesOfTheServer() {
        return Set.of();
    }

    @Test
    void giveNoFalseAlarm() {
        TestDatabase test = Shop.fill(create(), 20);
        Database database = Shop.open(test, new Cancellation());
        Backups backups = new Backups(folder.resolve("many"), "production", Clock.systemUTC());
        Verify verify = new Verify(database, Clock.systemUTC());
        for (int i = 0; i < 2 * GoodBackupsTest.COUNT; i++) {
            test.execute("INSERT INTO orders VALUES (" + (100 + i) + ", 1, " + i + ")");
            Backup backup = backups.take(database, Shop.OCCASION, DumpProgress.NONE);
            verify.verify(backup, i % 10 == 0 ? Verification.RESTORE : Verification.READABLE);
        }
        assertThat(backups.all()).hasSize(2 * GoodBackupsTest.COUNT).allMatch(Backup::verified);
    }

    @Test
    void ofAKilledTakerAreSweptByTheNext() throws Exception {
        TestDatabase test = Shop.fill(create(), 2000);
        Process taker = child(List.of(), Taking.class, test.jdbcUrl(), folder.toString());
        try {
            assertThat(taker.inputReader().readLine()).isEqualTo("half-way");
        } finally {
            taker.destroyForcibly().waitFor();
        }
        Backups backups = new Backups(folder, "production", Clock.systemUTC());
        assertThat(backups.all()).isEmpty();
        Path partial = only(backups.folder(), ".partial");
        assertThat(partial).isDirectoryContaining("glob:**/data");

        Database database = Shop.open(test, new Cancellation());
        Backup backup = backups.take(database, Shop.OCCASION, DumpProgress.NONE);
        assertThat(backups.all()).containsExactly(backup);
        assertThat(partial).isDirectoryContaining("glob:**/failed.txt");
        assertThat(partial).isDirectoryNotContaining("glob:**/data");
        assertThat(backups.folder()).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void thatMayNotBeReadAreAFaultAndNoVerdict() throws Exception {
        TestDatabase test = Shop.fill(create(), 1);
        Backups backups = new Backups(folder, "production", Clock.systemUTC());
        Backup backup = backups.take(Shop.open(test, new Cancellation()), Shop.OCCASION, DumpProgress.NONE);
        Path file =
                backup.data().resolve(backup.manifest().dump().files().get(0).name());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        // Permissions do not bind root, unless it gave up the right to ignore them.
        List<String> bound = Files.isReadable(file)
                ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--")
                : List.of();
        assumeTrue(
                bound.isEmpty()
                        || new ProcessBuilder("setpriv", "--version").start().waitFor() == 0,
                "root reads everything and there is no setpriv to hinder it");
        Process verifier = child(bound, Verifying.class, test.jdbcUrl(), folder.toString());
        assertThat(verifier.inputReader().readLine())
                .isEqualTo("FILE_FAILED " + file + " cannot be read: access denied.");
        assertThat(verifier.waitFor()).isZero();
        assertThat(backup.verifications()).isEmpty();
    }

    @Test
    void canBeCheckedByHandAsTheGuideSays() throws Exception {
        TestDatabase test = Shop.fill(create(), 1);
        Backups backups = new Backups(folder, "production", Clock.systemUTC());
        Backup backup = backups.take(Shop.open(test, new Cancellation()), Shop.OCCASION, DumpProgress.NONE);
        Map<String, String> variables = Map.of("backup", backup.folder().toString());
        Path output = folder.resolve("output");
        Guide.follow("## Check by hand", variables, output);

        // And each of the checks finds what it is for.
        List<Path> damaged = List.of(
                backup.data().resolve(backup.manifest().dump().files().get(0).name()),
                backup.folder().resolve("schema.json"),
                backup.folder().resolve("manifest.json"));
        List<String> checks = Guide.commands("## Check by hand");
        for (int i = 0; i < damaged.size(); i++) {
            String good = Files.readString(damaged.get(i), StandardCharsets.ISO_8859_1);
            String bad = good.replaceFirst("orders", "ordres");
            assertThat(bad).isNotEqualTo(good);
            Files.writeString(damaged.get(i), bad, StandardCharsets.ISO_8859_1);
            assertThat(Guide.run(checks.get(i), variables, output))
                    .as(checks.get(i))
                    .isNotZero();
            Files.writeString(damaged.get(i), good, StandardCharsets.ISO_8859_1);
        }
    }

    private static Path only(Path folder, String ending) throws IOException {
        try (var entries = Files.list(folder)) {
            List<Path> found =
                    entries.filter(entry -> entry.toString().endsWith(ending)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static Process child(List<String> wrapper, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Takes a backup and stops half-way, until it is killed. */
    static final class Taking {
        private Taking() {}

        public static void main(String[] arguments) {
            Database database = Shop.open(new TestDatabase(arguments[0], "", "", ""), new Cancellation());
            new Backups(Path.of(arguments[1]), "production", Clock.systemUTC())
                    .take(database, Shop.OCCASION, (what, bytes) -> {
                        System.out.println("half-way");
                        try {
                            System.in.read();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }

    /** Verifies the newest backup and says which fault that gave. */
    static final class Verifying {
        private Verifying() {}

        public static void main(String[] arguments) {
            Database database = Shop.open(new TestDatabase(arguments[0], "", "", ""), new Cancellation());
            Backups backups = new Backups(Path.of(arguments[1]), "production", Clock.systemUTC());
            try {
                new Verify(database, Clock.systemUTC()).verify(backups.latest().orElseThrow(), Verification.CHECKSUM);
                System.out.println("good");
            } catch (Fault fault) {
                System.out.println(fault.code() + " " + fault.getMessage());
            }
        }
    }
}
