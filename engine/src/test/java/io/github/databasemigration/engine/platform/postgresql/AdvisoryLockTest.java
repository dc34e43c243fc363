package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdvisoryLockTest {
    private static final Holder OTHER =
            new Holder("bob", "build8", Optional.of(1L), Optional.of("r2"), Optional.empty());

    private TestDatabase owned;
    private Database ours;
    private Database theirs;

    @BeforeEach
    void open() {
        owned = PostgresServer.shared().createDatabase();
        ours = Opened.open(owned);
        theirs = new PostgresqlPlatform().open(Opened.connecting(owned, OTHER));
    }

    @Test
    void onlyOneHasItAndAfterwardsTheNext() {
        try (MigrationLock lock = ours.tryLock().orElseThrow()) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(theirs.tryLock()).isEmpty();
            assertThat(ours.tryLock()).isEmpty();
        }
        try (MigrationLock lock = theirs.tryLock().orElseThrow()) {
            assertThat(lock.stillHeld()).isTrue();
        }
    }

    @Test
    void databasesOfOneServerHaveTheirOwnLocks() {
        Database neighbour = Opened.open(PostgresServer.shared().createDatabase());
        try (MigrationLock lock = ours.tryLock().orElseThrow();
                MigrationLock besides = neighbour.tryLock().orElseThrow()) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(besides.stillHeld()).isTrue();
        }
        assertThat(neighbour.lockHolder()).isEmpty();
    }

    @Test
    void everybodySeesWhoHoldsItAndSinceWhen() {
        assertThat(theirs.lockHolder()).isEmpty();
        Instant before = Instant.now().minus(Duration.ofSeconds(1));
        try (MigrationLock lock = ours.tryLock().orElseThrow()) {
            Holder holder = theirs.lockHolder().orElseThrow();
            assertThat(holder)
                    .usingRecursiveComparison()
                    .ignoringFields("since")
                    .isEqualTo(Opened.HOLDER);
            assertThat(holder.since().orElseThrow()).isBetween(before, Instant.now());

            TestDatabase stranger = PostgresServer.shared().createDatabase();
            Database seen =
                    Opened.open(new TestDatabase(owned.jdbcUrl(), owned.name(), stranger.user(), stranger.password()));
            assertThat(seen.lockHolder().orElseThrow())
                    .as("without rights over the holder's role")
                    .isEqualTo(Opened.HOLDER);
        }
        assertThat(theirs.lockHolder()).isEmpty();
    }

    @Test
    void aLockWhoseSessionTheServerEndedIsLostAndFree() throws Exception {
        try (MigrationLock lock = ours.tryLock().orElseThrow()) {
            owned.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())");
            assertThat(lock.stillHeld()).isFalse();
            taken(theirs).close();
        }
    }

    @Test
    void aKilledProcessLeavesTheLockFree() throws Exception {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockingChild.class.getName(),
                        owned.jdbcUrl(),
                        owned.name(),
                        owned.user())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("locked");
            assertThat(ours.tryLock()).isEmpty();
            assertThat(ours.lockHolder().orElseThrow().pid()).contains(child.pid());
        } finally {
            child.destroyForcibly().waitFor();
        }
        taken(ours).close();
    }

    /** Takes the lock in another process and keeps it until killed. */
    static final class LockingChild {
        public static void main(String[] arguments) throws Exception {
            TestDatabase database = new TestDatabase(arguments[0], arguments[1], arguments[2], Canary.PASSWORD);
            Holder self = new Holder(
                    "child", "here", Optional.of(ProcessHandle.current().pid()), Optional.empty(), Optional.empty());
            try (MigrationLock lock = new PostgresqlPlatform()
                    .open(Opened.connecting(database, self))
                    .tryLock()
                    .orElseThrow()) {
                System.out.println("locked");
                while (lock.stillHeld()) {
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        }
    }

    @Test
    void neitherTheHolderNorThoseWhoTryStandInTheWayOfAConcurrentIndex() throws Exception {
        owned.execute("CREATE TABLE t (id int)");
        var trying = Executors.newSingleThreadExecutor();
        try (MigrationLock lock = ours.tryLock().orElseThrow()) {
            assertThat(lock.stillHeld()).isTrue();
            var tries = trying.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    assertThat(theirs.tryLock()).isEmpty();
                }
                return true;
            });
            owned.execute("SET statement_timeout = '20s'", "CREATE INDEX CONCURRENTLY i ON t (id)");
            assertThat(tries.isDone()).as("still trying").isFalse();
        } finally {
            trying.shutdownNow();
        }
        assertThat(owned.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void ofManyAtOnceExactlyOneGetsIt() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<MigrationLock>>> tries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tries.add(() -> ours.tryLock());
            }
            List<MigrationLock> taken = new ArrayList<>();
            for (var tried : pool.invokeAll(tries)) {
                tried.get().ifPresent(taken::add);
            }
            assertThat(taken).hasSize(1);
            taken.get(0).close();
        } finally {
            pool.shutdownNow();
        }
    }

    /** The server needs a moment to notice that a session is gone. */
    private static MigrationLock taken(Database database) throws InterruptedException {
        Instant limit = Instant.now().plusSeconds(20);
        Optional<MigrationLock> lock = database.tryLock();
        while (lock.isEmpty() && Instant.now().isBefore(limit)) {
            TimeUnit.MILLISECONDS.sleep(20);
            lock = database.tryLock();
        }
        return lock.orElseThrow();
    }
}
