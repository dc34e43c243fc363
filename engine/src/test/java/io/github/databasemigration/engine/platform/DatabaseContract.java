package io.github.databasemigration.engine.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.ProgressMarker.Note;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every platform does alike. */
public abstract class DatabaseContract {
    private static final Note NOTE = new Note(
            "r-1", "ann on build7", "3", "V3__x.sql", 2, false, "ALTER TABLE 'ü🦭'", Instant.ofEpochSecond(1795363200));

    /** How to reach an empty database, the same in each call of one test. */
    protected abstract Connecting connecting();

    /** What the platform can tell of {@link Reached#HOLDER} and the present time. */
    protected abstract void checkHolder(Holder holder);

    /** False where another process cannot reach the database. */
    protected boolean reachableForOthers() {
        return true;
    }

    private Database open() {
        return Platforms.installed().find(connecting().url()).open(connecting());
    }

    @Test
    void onlyOneHasTheLockAndAfterwardsTheNext() {
        Database ours = open();
        Database theirs = open();
        assertThat(theirs.lockHolder()).isEmpty();
        try (MigrationLock lock = ours.tryLock().orElseThrow()) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(theirs.tryLock()).isEmpty();
            assertThat(ours.tryLock()).isEmpty();
            checkHolder(theirs.lockHolder().orElseThrow());
            assertThat(lock.stillHeld()).isTrue();
        }
        assertThat(theirs.lockHolder()).isEmpty();
        try (MigrationLock lock = theirs.tryLock().orElseThrow()) {
            assertThat(lock.stillHeld()).isTrue();
            checkHolder(ours.lockHolder().orElseThrow());
        }
    }

    @Test
    void ofManyAtOnceExactlyOneGetsTheLock() throws Exception {
        Database database = open();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<MigrationLock> taken = new ArrayList<>();
        try {
            List<Callable<Optional<MigrationLock>>> attempts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                attempts.add(database::tryLock);
            }
            for (var attempt : threads.invokeAll(attempts)) {
                attempt.get().ifPresent(taken::add);
            }
            assertThat(taken).hasSize(1);
        } finally {
            taken.forEach(MigrationLock::close);
            threads.shutdown();
        }
    }

    @Test
    void aKilledProcessLosesTheLockAtOnce() throws Exception {
        if (!reachableForOthers()) {
            return;
        }
        Database database = open();
        try (HoldLock other = HoldLock.start(connecting())) {
            assertThat(other.result()).isEqualTo("held");
            assertThat(database.tryLock()).isEmpty();
            assertThat(database.lockHolder().orElseThrow().pid()).hasValue(other.pid());
            assertThat(database.tryLock()).as("after somebody looked").isEmpty();
            other.kill();
            Instant limit = Instant.now().plusSeconds(5);
            Optional<MigrationLock> lock = database.tryLock();
            while (lock.isEmpty() && Instant.now().isBefore(limit)) {
                TimeUnit.MILLISECONDS.sleep(20);
                lock = database.tryLock();
            }
            assertThat(lock).isPresent();
            try (HoldLock late = HoldLock.start(connecting())) {
                assertThat(late.result()).isEqualTo("taken");
                assertThat(lock.get().stillHeld()).isTrue();
            }
            lock.get().close();
        }
    }

    @Test
    void aNoteIsThereForEverybodyUntilItIsCleared() throws IOException {
        Database database = open();
        assertThat(database.progressMarker().read()).isEmpty();
        ProgressMarker marker = database.progressMarker();
        marker.write(NOTE);
        assertThat(open().progressMarker().read()).contains(NOTE);
        Note next = new Note("r-1", "ann on build7", "3", "V3__x.sql", 3, true, "x".repeat(5000), NOTE.at());
        marker.write(next);
        assertThat(open().progressMarker().read()).contains(next);
        assertThat(database.schema(Set.of()).keySet()).noneMatch(name -> name.contains("progress"));
        assertThat(database.rowCounts()).isEmpty();
        marker.close();
        assertThat(open().progressMarker().read()).contains(next);
        open().progressMarker().clear();
        assertThat(database.progressMarker().read()).isEmpty();
        open().progressMarker().clear();
    }

    @Test
    void aNoteIsWrittenWhileAMigrationWorksOutsideOfATransaction() throws Exception {
        Database database = open();
        try (var migrating = database.connect();
                var statement = migrating.createStatement()) {
            ProgressMarker marker = database.progressMarker();
            for (int i = 1; i <= 3; i++) {
                marker.write(new Note("r", "ann", "1", "s", i, false, "CREATE", NOTE.at()));
                statement.execute("CREATE TABLE t" + i + " (a INTEGER)");
                marker.write(new Note("r", "ann", "1", "s", i, true, "CREATE", NOTE.at()));
            }
            assertThat(marker.read().orElseThrow().statement()).isEqualTo(3);
            marker.close();
        }
        database.progressMarker().clear();
        assertThat(database.rowCounts()).hasSize(3);
    }

    @Test
    void anEmptyDatabaseCanBeWritten() {
        open().checkWritable();
    }
}
