package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shop in a database of every platform, what can be done with its backups, and with what tests look at them. */
abstract class BackedUpShop {
    static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    final Cancellation cancellation = new Cancellation();
    TestDatabase test;
    Database database;
    Backups backups;

    /** A new, empty, real database. */
    abstract TestDatabase create();

    /** Another empty database of the same owner. */
    TestDatabase createAnother(TestDatabase first) {
        return create();
    }

    /** A database that does not exist yet, to restore into by hand. */
    abstract ByHand byHand(TestDatabase live);

    /**
     * How a person would reach it.
     *
     * @param name what the commands call it
     * @param environment what tells the commands server, user and password
     * @param restored how the test reaches it afterwards
     */
    record ByHand(String name, Map<String, String> environment, TestDatabase restored) {}

    /** What a scratch database would add to. */
    abstract Set<String> databasesOfTheServer();

    @BeforeEach
    void fill() {
        test = Shop.fill(create(), 200);
        database = Shop.open(test, cancellation);
        backups = new Backups(folder.resolve("backups"), "production", CLOCK);
    }

    Backup take() {
        return take(DumpProgress.NONE);
    }

    Backup take(DumpProgress progress) {
        return backups.take(database, Shop.OCCASION, progress);
    }

    Verified verify(Backup backup, Verification level) {
        return new Verify(database, CLOCK).verify(backup, level);
    }

    /** @param happening what others do as soon as the database is back */
    RestoredBackup restore(Backup backup, Runnable happening) {
        Database busy = new Meanwhile(database, "restore", happening).database();
        Path keepAt = folder.resolve("kept-" + System.nanoTime());
        return new Restore(busy, CLOCK).restore(backup, Verification.CHECKSUM, false, keepAt);
    }

    RestoredBackup restore(Backup backup, boolean othersAllowed) {
        Path keepAt = folder.resolve("kept-" + System.nanoTime());
        return new Restore(database, CLOCK).restore(backup, Verification.CHECKSUM, othersAllowed, keepAt);
    }

    /** The table of that name as the platform calls it. */
    String orders() {
        return database.rowCounts().keySet().stream()
                .filter(table -> table.toLowerCase(Locale.ROOT).endsWith("orders"))
                .findFirst()
                .orElseThrow();
    }

    String damagedContent() {
        return test.query("SELECT name FROM customers WHERE id = 1") + database.rowCounts();
    }

    Path onlyFolder() throws IOException {
        try (Stream<Path> entries = Files.list(backups.folder())) {
            List<Path> all = entries.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    static Path biggestFile(Backup backup) {
        return backup.manifest().dump().files().stream()
                .max(java.util.Comparator.comparingLong(Dumps.File::size))
                .map(file -> backup.data().resolve(file.name()))
                .orElseThrow();
    }

    static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(at);
            int good = opened.read();
            opened.seek(at);
            opened.write(good ^ 1);
        }
    }

    static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        Fault fault = catchThrowableOfType(Fault.class, action);
        assertThat(fault).as("a fault").isNotNull();
        assertThat(fault.getMessage()).doesNotContain("\n");
        assertThat(Canary.in(fault.getMessage())).isEmpty();
        assertThat(fault.remedy()).isNotBlank();
        return fault;
    }
}
