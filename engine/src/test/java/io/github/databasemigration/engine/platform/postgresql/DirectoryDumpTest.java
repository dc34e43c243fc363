package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDumpTest {
    private static TestDatabase owned;
    private static Database database;

    @TempDir
    Path folder;

    @BeforeAll
    static void create() {
        owned = RichSchema.create();
        owned.execute("CREATE TABLE large AS SELECT g AS id, md5(g::text) AS a, md5((-g)::text) AS b"
                + " FROM generate_series(1, 100000) g");
        database = Opened.open(owned);
    }

    @Test
    void tellsEveryFileAsItIsOnTheDisk() throws IOException {
        Dumps.Dump dump = database.dumps().dump(folder, Dumps.DumpProgress.NONE);
        assertThat(dump.format()).isEqualTo("pg_dump-directory");
        assertThat(dump.tool()).matches("pg_dump \\d+\\.\\d+");
        List<Dumps.File> onDisk = new ArrayList<>();
        for (Path file : files()) {
            byte[] content = Files.readAllBytes(file);
            onDisk.add(new Dumps.File(file.getFileName().toString(), content.length, Sha256.hex(content)));
        }
        assertThat(dump.files()).containsExactlyInAnyOrderElementsOf(onDisk).hasSizeGreaterThan(10);
        assertThat(dump.files()).isSortedAccordingTo(Comparator.comparing(Dumps.File::name));
    }

    @Test
    void countsTheRowsOfTheVerySnapshotThatIsDumped() throws IOException {
        TestDatabase busy = PostgresServer.shared().createDatabase();
        busy.execute("CREATE TABLE a AS SELECT generate_series(1, 200000) AS x", "CREATE TABLE b (x int)");
        boolean[] changed = {false};
        Database opened = Opened.open(busy);
        Dumps.Dump dump = opened.dumps().dump(folder, (what, bytes) -> {
            if (!changed[0] && bytes > 0) {
                changed[0] = true;
                busy.execute("INSERT INTO b SELECT generate_series(1, 10)", "DELETE FROM a WHERE x <= 5");
            }
        });
        assertThat(changed[0]).isTrue();
        assertThat(dump.rowCounts()).containsEntry("public.a", 200_000L).containsEntry("public.b", 0L);
        assertThat(opened.rowCounts()).containsEntry("public.a", 199_995L).containsEntry("public.b", 10L);
        Eventually.become("1", () -> sessionsOf(busy));
    }

    @Test
    void tellsHowFarItIsAndShowsNoPasswordToOtherUsers() {
        List<Long> told = new ArrayList<>();
        Set<String> commands = new ConcurrentSkipListSet<>();
        database.dumps().dump(folder, (what, bytes) -> {
            told.add(bytes);
            ProcessHandle.current()
                    .descendants()
                    .forEach(child -> child.info().commandLine().ifPresent(commands::add));
        });
        assertThat(told).isSorted().last().satisfies(bytes -> assertThat(bytes).isEqualTo(size()));
        assertThat(commands).anyMatch(command -> command.contains("pg_dump"));
        assertThat(commands).allMatch(command -> Canary.in(command).isEmpty());
    }

    @Test
    void theEstimateIsNotLessThanTheDump() {
        database.dumps().dump(folder, Dumps.DumpProgress.NONE);
        assertThat(database.dumps().estimateBytes()).isBetween(size(), 200L << 20);
    }

    @Test
    void aCancellationEndsProgramAndSessions() {
        Cancellation cancellation = new Cancellation();
        TestDatabase cancelled = PostgresServer.shared().createDatabase();
        cancelled.execute("CREATE TABLE a AS SELECT g, md5(g::text) FROM generate_series(1, 300000) g");
        Database opened = new PostgresqlPlatform().open(Opened.connecting(cancelled, Opened.HOLDER, cancellation));
        assertThatThrownBy(() -> opened.dumps().dump(folder, (what, bytes) -> {
                    if (bytes > 0) {
                        cancellation.request("time is up");
                    }
                }))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
                    assertThat(fault.getMessage()).contains("time is up");
                });
        assertThat(dumping()).isEmpty();
        Eventually.become("1", () -> sessionsOf(cancelled));
    }

    @Test
    void aTableThatMayNotBeReadFailsTheBackupAndIsNamed() throws Exception {
        TestDatabase partly = PostgresServer.shared().createDatabase();
        try (var admin = PostgresServer.shared().admin(partly.name());
                var statement = admin.createStatement()) {
            statement.execute("CREATE TABLE secrets (x int)");
        }
        assertThatThrownBy(() -> Opened.open(partly).dumps().dump(folder, Dumps.DumpProgress.NONE))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_FAILED);
                    assertThat(fault.getMessage()).contains("secrets").doesNotContain("\n");
                    assertThat(Canary.in(fault.getMessage())).isEmpty();
                });
        assertThat(dumping()).isEmpty();
    }

    @Test
    void aFullDiskIsSaidToBeFull() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()), "may not mount");
        try {
            assertThatThrownBy(() -> database.dumps()
                            .dump(Files.createDirectory(small.resolve("dump")), Dumps.DumpProgress.NONE))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL));
        } finally {
            assertThat(run("umount", small.toString())).isTrue();
        }
    }

    @Test
    void aWholeDumpIsReadable() {
        database.dumps().dump(folder, Dumps.DumpProgress.NONE);
        assertThatCode(() -> database.dumps().checkReadable(folder, Collections.emptySortedMap()))
                .doesNotThrowAnyException();
    }

    @Test
    void everyKindOfDamageToTheDataIsFound() throws IOException {
        database.dumps().dump(folder, Dumps.DumpProgress.NONE);
        Path largest = files().stream()
                .max(Comparator.comparingLong(DirectoryDumpTest::size))
                .orElseThrow();
        byte[] whole = Files.readAllBytes(largest);
        damaged(largest, new byte[0]);
        damaged(largest, Arrays.copyOf(whole, whole.length / 2));
        damaged(largest, Arrays.copyOf(whole, whole.length - 1));
        for (int position : new int[] {0, 1, whole.length / 3, whole.length / 2, whole.length - 5}) {
            byte[] flipped = whole.clone();
            flipped[position] ^= 0x10;
            damaged(largest, flipped);
        }
        Files.write(largest, whole);
        Path contents = folder.resolve("toc.dat");
        byte[] toc = Files.readAllBytes(contents);
        damaged(contents, Arrays.copyOf(toc, toc.length / 2));
        Files.write(contents, toc);
        Files.delete(largest);
        found();
    }

    private void damaged(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        found();
    }

    /** By who reads it, and by who restores it without having read it before. */
    private void found() {
        invalid(() -> database.dumps().checkReadable(folder, Collections.emptySortedMap()));
        invalid(() -> database.dumps().restoreToScratch(folder).close());
    }

    private static void invalid(ThrowableAssert.ThrowingCallable proof) {
        assertThatThrownBy(proof).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                .isEqualTo(FaultCode.BACKUP_INVALID));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private long size() {
        try {
            return files().stream().mapToLong(DirectoryDumpTest::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> dumping() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(child -> child.info().commandLine().stream())
                .filter(command -> command.contains("pg_dump"))
                .collect(Collectors.toSet());
    }

    /** With the asking one, without the server's own, such as autovacuum. */
    private static String sessionsOf(TestDatabase database) {
        return database.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND backend_type = 'client backend'");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
