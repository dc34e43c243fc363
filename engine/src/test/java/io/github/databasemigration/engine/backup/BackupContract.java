package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What backups are on every platform. */
abstract class BackupContract extends BackedUpShop {
    @Test
    void areFoundAgainWithAllThatIsKnownOfThem() {
        Backup taken = take();
        Backup found = backups.find(taken.id());
        assertThat(found).isEqualTo(taken).isEqualTo(backups.latest().orElseThrow());
        Manifest manifest = found.manifest();
        assertThat(manifest.target()).isEqualTo(database.target());
        assertThat(manifest.environment()).isEqualTo("production");
        assertThat(manifest.run()).contains("run-1");
        assertThat(manifest.history().version()).contains("2");
        assertThat(manifest.history().contents()).hasSize(1);
        assertThat(manifest.bytes()).isGreaterThan(200 * 1024);
        assertThat(manifest.dump().rowCounts()).isEqualTo(database.rowCounts());
        assertThat(manifest.dump().rowCounts().values()).contains(200L, 3L, 2L);
        assertThat(backups.folder()).isDirectoryContaining("glob:**/" + taken.id());
        assertThat(backups.folder()).isDirectoryNotContaining("glob:**.partial");
        assertThat(backups.folder()).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void areForTheirOwnersEyesOnly() throws IOException {
        Backup backup = take();
        assertThat(Files.getPosixFilePermissions(backup.folder()))
                .hasSize(3)
                .allMatch(permission -> permission.name().startsWith("OWNER"));
    }

    @Test
    void holdNoPassword() throws IOException {
        Backup backup = take();
        for (String name : List.of("manifest.json", "schema.json")) {
            assertThat(Canary.in(Files.readString(backup.folder().resolve(name))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Verification.class)
    void areGoodWhenTheyWereJustTaken(Verification level) {
        Backup backup = take();
        Set<String> before = databasesOfTheServer();
        Verified verified = new Verify(database, CLOCK).verify(backup, level);
        assertThat(verified.level()).isEqualTo(level);
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.comparisons()).hasSize(level == Verification.RESTORE ? 5 : level.ordinal() + 1);
        assertThat(backup.verifications()).containsExactly(verified);
        assertThat(backup.verified()).isTrue();
        assertThat(databasesOfTheServer()).isEqualTo(before);
    }

    @Test
    void bringBackWhatWasDamaged() {
        String content = Shop.content(test);
        SortedMap<String, String> schema = database.schema(Set.of());
        Backup backup = take();
        Shop.damage(test);
        RestoredBackup restored = restore(backup, false);
        assertThat(restored.verified().level()).isEqualTo(Verification.READABLE);
        assertThat(restored.comparisons()).hasSize(3);
        assertThat(restored.grown()).isEmpty();
        assertThat(Shop.content(test)).isEqualTo(content);
        assertThat(database.schema(Set.of())).isEqualTo(schema);
    }

    @Test
    void areFoundDamagedWhereverTheyAre() throws IOException {
        Backup backup = take();
        Random random = new Random(17);
        for (Dumps.File listed : backup.manifest().dump().files()) {
            Path file = backup.data().resolve(listed.name());
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < 12; i++) {
                byte[] bad = good.clone();
                bad[i == 0 ? 0 : i == 1 ? bad.length - 1 : random.nextInt(bad.length)] ^=
                        (byte) (1 << random.nextInt(8));
                isFound(backup, file, bad);
            }
            for (int length : new int[] {0, 1, good.length / 2, good.length - 1}) {
                isFound(backup, file, Arrays.copyOf(good, length));
            }
            isFound(backup, file, Arrays.copyOf(good, good.length + 1));
            Files.delete(file);
            assertThat(fault(() -> verify(backup, Verification.CHECKSUM)))
                    .hasMessageContaining("data/" + listed.name() + " is missing");
            Files.write(file, good);
        }
        Path extra = Files.writeString(backup.data().resolve("extra"), "");
        assertThat(fault(() -> verify(backup, Verification.CHECKSUM)))
                .hasMessageContaining("data/extra is not in the manifest");
        Files.delete(extra);
        verify(backup, Verification.CHECKSUM);
    }

    private void isFound(Backup backup, Path file, byte[] bad) throws IOException {
        Files.write(file, bad);
        Fault fault = fault(() -> verify(backup, Verification.CHECKSUM));
        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_INVALID);
        assertThat(fault).hasMessageContaining(" is not good: data/" + file.getFileName() + " ");
    }

    @Test
    void areNotRestoredWhenDamagedThemselves() throws IOException {
        Backup backup = take();
        flip(biggestFile(backup), 1000);
        Shop.damage(test);
        String damaged = damagedContent();
        Fault fault = fault(() -> restore(backup, false));
        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_INVALID);
        assertThat(damagedContent()).isEqualTo(damaged);
        assertThat(backup.verified()).isFalse();
    }

    @Test
    void areNotRestoredIntoAnotherDatabaseUnlessAllowed() {
        Backup backup = take();
        String content = Shop.content(test);
        test = Shop.fill(createAnother(test), 1);
        database = Shop.open(test, cancellation);
        String other = Shop.content(test);

        assertThat(fault(() -> restore(backup, false)).code()).isEqualTo(FaultCode.WRONG_DATABASE);
        assertThat(Shop.content(test)).isEqualTo(other);

        restore(backup, true);
        assertThat(Shop.content(test)).isEqualTo(content);
    }

    @Test
    void thatEndEarlyAreUnreadableWhateverTheManifestSays() throws IOException {
        for (double part : new double[] {0.01, 0.3, 0.6, 0.9, 0.999}) {
            Backup backup = take();
            Path file = biggestFile(backup);
            try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                opened.setLength((long) (opened.length() * part));
            }
            SignedManifest.of(backup).write();
            verify(backup, Verification.CHECKSUM);
            for (Verification level : List.of(Verification.READABLE, Verification.RESTORE)) {
                Fault fault = fault(() -> verify(backup, level));
                assertThat(fault.code()).as("%s, cut at %s", level, part).isEqualTo(FaultCode.BACKUP_INVALID);
            }
        }
    }

    @Test
    void withOtherRowsThanTheManifestSaysAreFound() throws IOException {
        Backup backup = take();
        String orders = orders();
        SignedManifest.of(backup).rows(orders, 4).write();
        verify(backup, Verification.CHECKSUM);
        Set<String> before = databasesOfTheServer();
        assertThat(fault(() -> verify(backup, Verification.RESTORE)))
                .hasMessageStartingWith("Backup " + backup.id() + " is not good: ")
                .hasMessageMatching(".*" + Pattern.quote("table " + orders) + " has 3 rows, the manifest says 4\\."
                        + "|.* has 3 rows of table " + Pattern.quote(orders) + ", and has to have 4\\.");
        assertThat(databasesOfTheServer()).isEqualTo(before);
    }

    @Test
    void withAnotherHistoryThanTheManifestSaysAreFoundByRestoring() throws IOException {
        Backup backup = take();
        SignedManifest.of(backup).history("0".repeat(64)).write();
        Fault fault = fault(() -> verify(backup, Verification.RESTORE));
        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_INVALID);
        assertThat(fault).hasMessageMatching("(?i).*flyway_schema_history has other rows\\.");
    }

    @Test
    void withAnotherSchemaThanTheManifestSaysAreFoundByRestoring() throws IOException {
        Backup backup = take();
        SortedMap<String, String> schema = SchemaFile.read(backup);
        schema.put("table ghost", "it was never there");
        Files.delete(backup.folder().resolve("schema.json"));
        SchemaFile.write(backup.folder(), schema);
        SignedManifest.of(backup).schema(schema).write();
        assertThat(fault(() -> verify(backup, Verification.RESTORE)))
                .hasMessageEndingWith("is not good: table ghost is missing.");
    }

    @Test
    void saySoWhenTheRestoredDatabaseDiffers() throws IOException {
        Backup backup = take();
        SignedManifest.of(backup).history("0".repeat(64)).write();
        Fault fault = fault(() -> restore(backup, false));
        assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED_PARTIAL);
        assertThat(fault).hasMessageMatching("(?i).*flyway_schema_history has other rows\\.");
    }

    @Test
    void tellRowsThatTheApplicationWroteFromRowsThatAreLost() throws IOException {
        Backup backup = take();
        String orders = orders();
        assertThat(restore(backup, () -> test.execute("INSERT INTO orders VALUES (4, 1, 1)"))
                        .grown())
                .containsExactly(new Finding("table " + orders, "has 4 rows, the manifest says 3"));

        Fault lost = fault(() -> restore(backup, () -> test.execute("DELETE FROM orders WHERE id = 1")));
        assertThat(lost.code()).isEqualTo(FaultCode.RESTORE_FAILED_PARTIAL);
    }

    @Test
    void leaveOutTheNoteOfARunThatWasKilled() {
        String content = Shop.content(test);
        note();
        Backup backup = take();
        verify(backup, Verification.RESTORE);
        clearNote();
        Shop.damage(test);
        note();
        assertThat(restore(backup, false).comparisons()).hasSize(3);
        assertThat(Shop.content(test)).isEqualTo(content);
    }

    private void note() {
        ProgressMarker marker = database.progressMarker();
        marker.write(new ProgressMarker.Note(
                "run-0", "ann on build7", "2", "V2__bulk.sql", 1, false, "CREATE TABLE bulk", CLOCK.instant()));
        marker.close();
    }

    private void clearNote() {
        ProgressMarker marker = database.progressMarker();
        marker.clear();
        marker.close();
    }

    @Test
    void leaveNothingBehindWhenCancelled() throws IOException {
        Shop.fill(test = create(), 4000);
        database = Shop.open(test, cancellation);
        Fault fault = fault(() -> take((what, bytes) -> cancellation.request("Ctrl-C")));
        assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
        assertThat(backups.all()).isEmpty();
        Path attempt = onlyFolder();
        assertThat(attempt.getFileName().toString()).endsWith(".partial");
        assertThat(attempt).isDirectoryContaining("glob:**/failed.txt");
        assertThat(attempt.resolve("failed.txt")).content().contains("CANCELLED", "Ctrl-C");
        assertThat(attempt.resolve("data")).doesNotExist();
    }

    @Test
    void dropTheScratchDatabaseWhenCancelled() {
        Backup backup = take();
        Set<String> before = databasesOfTheServer();
        Meanwhile meanwhile = new Meanwhile(database, () -> cancellation.request("Ctrl-C"));
        Verify verify = new Verify(meanwhile.database(), CLOCK);
        assertThat(fault(() -> verify.verify(backup, Verification.RESTORE)).code())
                .isEqualTo(FaultCode.CANCELLED);
        assertThat(meanwhile.open).hasValue(0);
        assertThat(databasesOfTheServer()).isEqualTo(before);
        assertThat(backup.verifications()).isEmpty();
    }

    @Test
    void leaveNothingOnADiskThatFillsUp() throws IOException {
        try (SmallDisk disk = smallDisk(40)) {
            Shop.fill(test = create(), 8000);
            database = Shop.open(test, cancellation);
            Backups small = new Backups(disk.folder(), "production", CLOCK);
            // Somebody else fills the disk meanwhile.
            Fault fault = fault(() -> small.take(database, Shop.OCCASION, (what, bytes) -> disk.fill()));
            assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL);
            assertThat(small.all()).isEmpty();
            disk.empty();
            assertThat(disk.used()).isLessThan(100 * 1024);
        }
    }

    @Test
    void areNotBegunOnADiskWithoutRoom() throws IOException {
        try (SmallDisk disk = smallDisk(4)) {
            Backups small = new Backups(disk.folder(), "production", CLOCK);
            Fault fault = fault(() -> small.take(database, Shop.OCCASION, DumpProgress.NONE));
            assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL);
            assertThat(small.folder()).isEmptyDirectory();
        }
    }

    private SmallDisk smallDisk(int mebibytes) throws IOException {
        Optional<SmallDisk> disk = SmallDisk.mount(folder.resolve("disk"), mebibytes);
        assumeTrue(disk.isPresent(), SmallDisk.NEEDS);
        return disk.get();
    }

    @Test
    void areTakenBySeveralAtOnce() {
        List<CompletableFuture<Backup>> takers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> backups.take(Shop.open(test, new Cancellation()), Shop.OCCASION, DumpProgress.NONE)))
                .limit(4)
                .toList();
        Set<String> ids = new HashSet<>();
        for (CompletableFuture<Backup> taker : takers) {
            Backup backup = taker.join();
            verify(backup, Verification.READABLE);
            ids.add(backup.id());
        }
        assertThat(ids).hasSize(4);
        assertThat(backups.all()).extracting(Backup::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void ofADatabaseWithoutTablesCanBeRestored() {
        test = create();
        database = Shop.open(test, cancellation);
        SortedMap<String, String> schema = database.schema(Set.of());
        Backup backup = take();
        verify(backup, Verification.RESTORE);
        Shop.fill(test, 1);
        assertThat(database.schema(Set.of())).isNotEqualTo(schema);
        restore(backup, false);
        assertThat(database.schema(Set.of())).isEqualTo(schema);
    }

    @Test
    void canBeRestoredByHandAsTheGuideSays() throws Exception {
        Backup backup = take();
        ByHand byHand = byHand(test);
        Map<String, String> variables = new HashMap<>(byHand.environment());
        variables.put("backup", backup.folder().toString());
        variables.put("new", byHand.name());
        Guide.follow("### " + backup.manifest().dump().format(), variables, folder.resolve("output"));
        assertThat(Shop.content(byHand.restored())).isEqualTo(Shop.content(test));
    }
}
