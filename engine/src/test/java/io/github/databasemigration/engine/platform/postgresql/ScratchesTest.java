package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchesTest {
    @TempDir
    static Path dump;

    private static TestDatabase owned;
    private static Database database;

    @BeforeAll
    static void dump() {
        owned = RichSchema.create();
        database = Opened.open(owned);
        database.dumps().dump(dump, Dumps.DumpProgress.NONE);
    }

    @Test
    void aScratchIsEqualToTheLiveDatabaseAndIsDropped() {
        Contents live = Contents.of(database);
        try (Dumps.Scratch scratch = database.dumps().restoreToScratch(dump)) {
            Contents restored = Contents.of(scratch.database());
            assertThat(restored.schema()).isEqualTo(live.schema());
            assertThat(restored.checksums()).isEqualTo(live.checksums());
            assertThat(locale(scratch.database().target().database())).isEqualTo(locale(owned.name()));
            assertThat(scratches()).isEqualTo("1");
        }
        assertThat(scratches()).isEqualTo("0");
    }

    @Test
    void aScratchIsDroppedAlsoWhileSomebodyIsConnected() throws SQLException {
        Dumps.Scratch scratch = database.dumps().restoreToScratch(dump);
        try (Connection busy = scratch.database().connect()) {
            scratch.close();
            assertThat(busy.isValid(1)).isFalse();
        }
        assertThat(scratches()).isEqualTo("0");
    }

    @Test
    void aDumpThatCannotBeRestoredLeavesNothingBehind(@TempDir Path damaged) throws IOException {
        copyTo(damaged);
        for (Path file : Files.list(damaged).toList()) {
            if (file.toString().endsWith(".gz")) {
                byte[] content = Files.readAllBytes(file);
                content[content.length - 5] ^= 1;
                Files.write(file, content);
            }
        }
        assertThatThrownBy(() -> database.dumps().restoreToScratch(damaged))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_INVALID));
        assertThat(scratches()).isEqualTo("0");
    }

    @Test
    void aCancellationLeavesNothingBehind() {
        Cancellation cancellation = new Cancellation();
        Database cancelled = new PostgresqlPlatform().open(Opened.connecting(owned, Opened.HOLDER, cancellation));
        var watching = CompletableFuture.runAsync(() -> {
            Eventually.become("1", ScratchesTest::scratches);
            cancellation.request("time is up");
        });
        assertThatThrownBy(() -> {
                    while (true) {
                        cancelled.dumps().restoreToScratch(dump).close();
                    }
                })
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED));
        watching.join();
        assertThat(scratches()).isEqualTo("0");
    }

    @Test
    void whoMayNotCreateDatabasesIsToldWhatToDo() throws SQLException {
        TestDatabase limited = PostgresServer.shared().createDatabase();
        admin("ALTER ROLE " + limited.user() + " NOCREATEDB");
        assertThatThrownBy(() -> Opened.open(limited).dumps().restoreToScratch(dump))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.UNSUPPORTED);
                    assertThat(fault.remedy()).contains("CREATEDB", "readable");
                });
    }

    @Test
    void theScratchOfAKilledProcessIsDroppedByTheNextAndNoOther() throws SQLException {
        String abandoned = "migration_scratch_1000000000_0123456789abcdef";
        String inUse = "migration_scratch_1000000000_00000000000000ff";
        String anothers = "migration_scratch_1000000000_00000000000000fe";
        owned.execute("CREATE DATABASE " + abandoned, "CREATE DATABASE " + inUse);
        admin("CREATE DATABASE " + anothers);
        TestDatabase used =
                new TestDatabase(owned.jdbcUrl().replace(owned.name(), inUse), inUse, owned.user(), owned.password());
        try (Connection session = used.connect()) {
            assertThat(session.isValid(1)).isTrue();
            database.dumps().restoreToScratch(dump).close();
            assertThat(owned.query("SELECT string_agg(datname, ' ' ORDER BY datname DESC) FROM pg_database"
                            + " WHERE datname LIKE 'migration_scratch%'"))
                    .isEqualTo(inUse + " " + anothers);
        } finally {
            admin("DROP DATABASE " + anothers);
        }
        database.dumps().restoreToScratch(dump).close();
        assertThat(scratches()).isEqualTo("0");
    }

    private static void copyTo(Path folder) throws IOException {
        for (Path file : Files.list(dump).toList()) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private static String scratches() {
        return owned.query("SELECT count(*) FROM pg_database WHERE datname LIKE 'migration_scratch%'");
    }

    private static String locale(String database) {
        return owned.query("SELECT (datdba, encoding, datcollate, datctype, dattablespace)::text FROM pg_database"
                + " WHERE datname = '" + database + "'");
    }

    private static void admin(String sql) throws SQLException {
        try (Connection admin = PostgresServer.shared().admin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
