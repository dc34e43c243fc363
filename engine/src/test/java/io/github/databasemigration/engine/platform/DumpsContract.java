package io.github.databasemigration.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.platform.Dumps.Dump;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.Dumps.Restored;
import io.github.databasemigration.engine.platform.Dumps.Scratch;
import io.github.databasemigration.testkit.Canary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dumps of every platform must do. */
public abstract class DumpsContract {
    @TempDir
    protected Path folder;

    /** A database with the rich schema in it, the same in each call of one test. */
    protected abstract Connecting rich();

    /** Statements that damage it: tables dropped, changed and added, rows changed, views and routines too. */
    protected abstract String[] damage();

    /** What is there beside the live database, to see that nothing is left behind. */
    protected abstract Set<String> surroundings();

    protected static Database open(Connecting connecting) {
        return Platforms.installed().find(connecting.url()).open(connecting);
    }

    protected Path fresh(String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDumpIsWhatItSaysAndHasTheCountsOfTheDatabase() throws IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        database.dumps().check();
        AtomicLong progress = new AtomicLong();
        Dump dump = database.dumps().dump(dumped, (what, bytes) -> progress.set(bytes));
        assertThat(dump.files()).hasSize(1);
        Dumps.File file = dump.files().get(0);
        byte[] bytes = Files.readAllBytes(dumped.resolve(file.name()));
        assertThat(file.size()).isEqualTo(bytes.length);
        assertThat(file.sha256()).isEqualTo(Sha256.hex(bytes));
        assertThat(progress.get()).isPositive();
        assertThat(dump.rowCounts()).isEqualTo(database.rowCounts()).isNotEmpty();
        assertThat(dump.tool()).matches(".*\\d+\\.\\d+.*");
        database.dumps().checkReadable(dumped, Collections.emptySortedMap());
        assertThat(database.dumps().estimateBytes()).isPositive();
        try (Stream<Path> files = Files.list(dumped)) {
            assertThat(files).containsExactly(dumped.resolve(file.name()));
        }
    }

    @Test
    void aScratchIsEqualAndLeavesNothing() {
        Database database = open(rich());
        Path dumped = fresh("dump");
        Dump dump = database.dumps().dump(dumped, DumpProgress.NONE);
        SortedMap<String, String> schema = database.schema(Set.of());
        SortedMap<String, String> contents = Contents.of(database);
        Set<String> before = surroundings();
        Reached.execute(database, damage());
        SortedMap<String, String> damaged = database.schema(Set.of());
        try (Scratch scratch = database.dumps().restoreToScratch(dumped)) {
            assertThat(scratch.database().schema(Set.of())).isEqualTo(schema);
            assertThat(scratch.database().rowCounts()).isEqualTo(dump.rowCounts());
            assertThat(Contents.of(scratch.database())).isEqualTo(contents);
        }
        assertThat(database.schema(Set.of())).isEqualTo(damaged);
        assertThat(surroundings()).isEqualTo(before);
    }

    @Test
    void aDamagedDatabaseIsRestoredAndWhatWasThereIsKept() {
        Database database = open(rich());
        Path dumped = fresh("dump");
        Dump dump = database.dumps().dump(dumped, DumpProgress.NONE);
        SortedMap<String, String> schema = database.schema(Set.of());
        SortedMap<String, String> contents = Contents.of(database);
        Set<String> before = surroundings();
        Reached.execute(database, damage());
        SortedMap<String, String> damagedSchema = database.schema(Set.of());
        SortedMap<String, String> damagedContents = Contents.of(database);
        assertThat(damagedSchema).isNotEqualTo(schema);
        assertThat(damagedContents).isNotEqualTo(contents);

        Path kept = fresh("kept");
        Restored restored = database.dumps().restore(dumped, kept);
        assertThat(restored.how()).isEqualTo("in place");
        assertThat(restored.keptAt()).contains(kept.toString());
        assertThat(Canary.in(restored.keptAt())).isEmpty();
        assertThat(database.schema(Set.of())).isEqualTo(schema);
        assertThat(Contents.of(database)).isEqualTo(contents);
        assertThat(database.rowCounts()).isEqualTo(dump.rowCounts());
        assertThat(surroundings()).isEqualTo(before);

        database.dumps().restore(kept, fresh("kept-again"));
        assertThat(database.schema(Set.of())).isEqualTo(damagedSchema);
        assertThat(Contents.of(database)).isEqualTo(damagedContents);
    }

    @Test
    void whatIsTruncatedEmptyOverwrittenOrMissingIsFoundAndNothingIsTouched() throws IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        Dump dump = database.dumps().dump(dumped, DumpProgress.NONE);
        SortedMap<String, String> contents = Contents.of(database);
        Set<String> before = surroundings();
        Path file = dumped.resolve(dump.files().get(0).name());
        byte[] good = Files.readAllBytes(file);
        byte[] zeros = good.clone();
        Arrays.fill(zeros, good.length / 3, good.length * 2 / 3, (byte) 0);
        for (Map.Entry<String, byte[]> bad : Map.of(
                        "truncated",
                        Arrays.copyOf(good, good.length / 2),
                        "short of a byte",
                        Arrays.copyOf(good, good.length - 1),
                        "empty",
                        new byte[0],
                        "overwritten",
                        zeros)
                .entrySet()) {
            Files.write(file, bad.getValue());
            assertThat(Reached.fault(FaultCode.BACKUP_INVALID, () -> database.dumps()
                            .checkReadable(dumped, Collections.emptySortedMap())))
                    .as(bad.getKey())
                    .hasMessageContaining(file.toString());
            Reached.fault(
                    FaultCode.BACKUP_INVALID, () -> database.dumps().restore(dumped, fresh("kept-" + bad.getKey())));
            Reached.fault(FaultCode.BACKUP_INVALID, () -> database.dumps().restoreToScratch(dumped));
        }
        Files.delete(file);
        Reached.fault(
                FaultCode.BACKUP_INVALID, () -> database.dumps().checkReadable(dumped, Collections.emptySortedMap()));
        assertThat(Contents.of(database)).isEqualTo(contents);
        assertThat(surroundings()).isEqualTo(before);
    }

    @Test
    void aFullDiskIsSaidToBeFull() throws IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        String name =
                database.dumps().dump(dumped, DumpProgress.NONE).files().get(0).name();
        Path full = fresh("full");
        Files.createSymbolicLink(full.resolve(name), Path.of("/dev/full"));
        Reached.fault(FaultCode.DISK_FULL, () -> database.dumps().dump(full, DumpProgress.NONE));
        SortedMap<String, String> contents = Contents.of(database);
        Reached.fault(FaultCode.RESTORE_FAILED_UNCHANGED, () -> database.dumps().restore(dumped, full));
        assertThat(Contents.of(database)).isEqualTo(contents);
        Files.delete(full.resolve(name));
    }

    @Test
    void aDumpThatWasCancelledIsNone() {
        Connecting connecting = rich();
        Database database = open(connecting);
        connecting.cancellation().request("a test");
        Reached.fault(FaultCode.CANCELLED, () -> database.dumps().dump(fresh("dump"), DumpProgress.NONE));
    }

    @Test
    void anEmptyDatabaseIsDumpedAndRestoredToo() throws IOException {
        Database database = open(empty());
        Path dumped = fresh("dump");
        assertThat(database.dumps().dump(dumped, DumpProgress.NONE).rowCounts()).isEmpty();
        SortedMap<String, String> schema = database.schema(Set.of());
        Reached.execute(database, "CREATE TABLE t (a INTEGER)");
        database.dumps().restore(dumped, fresh("kept"));
        assertThat(database.schema(Set.of())).isEqualTo(schema);
        assertThat(database.rowCounts()).isEmpty();
    }

    /** A database without anything in it, the same in each call of one test. */
    protected abstract Connecting empty();

    /** The files of a folder, and this process's temporary ones. */
    protected static Set<String> filesIn(Path place) {
        Set<String> names = new TreeSet<>();
        try (var here = Files.list(place);
                var temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            here.forEach(path -> names.add(path.toString()));
            temporary
                    .filter(path -> path.getFileName().toString().startsWith(DumpFiles.temporaryPrefix()))
                    .forEach(path -> names.add(path.toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return names;
    }
}
