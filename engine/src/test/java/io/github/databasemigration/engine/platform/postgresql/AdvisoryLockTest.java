package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
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
            Eventually.become(true, () -> theirs.tryLock()
                    .map(taken -> {
                        taken.close();
                        return true;
                    })
                    .orElse(false));
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
}
