package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.OwnServer;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody believes a guard that cries wolf: good backups of random databases, half of them while somebody writes, are found
 * good at every level. {@code -Dbackup.good=100} takes a hundred on each server; the seed is in the name of a failure.
 */
class GoodBackupsTest {
    static final int COUNT = Integer.getInteger("backup.good", 10);
    private static final long SEED = Long.getLong("backup.good.seed", 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areNeverCalledDamaged(boolean postgresql) {
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            AnyDatabase any = new AnyDatabase(seed, postgresql);
            OwnServer server = postgresql ? PostgresServer.shared() : MariaDbServer.shared();
            TestDatabase test = any.in(server.createDatabase());
            boolean written = seed % 2 == 0 && any.hasTables();
            assertThatCode(() -> good(test, any, written)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private void good(TestDatabase test, AnyDatabase any, boolean written) {
        Database database = Shop.open(test, new Cancellation());
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> LongStream.iterate(0, n -> n + 1)
                .takeWhile(n -> written && !done.get())
                .forEach(n -> any.write(test, n)));
        Backup backup;
        try {
            backup = new Backups(folder, test.name(), Clock.systemUTC())
                    .take(database, Shop.OCCASION, DumpProgress.NONE);
        } finally {
            done.set(true);
            writing.join();
        }
        new Verify(database, Clock.systemUTC()).verify(backup, Verification.RESTORE);
    }
}
