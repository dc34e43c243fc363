package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoringTest {
    private static final String[] DAMAGE = {
        "DROP TABLE customer CASCADE",
        "DELETE FROM animal WHERE id % 3 = 0",
        "UPDATE animal SET name = 'x' WHERE id < 10",
        "ALTER TABLE measure ADD extra text",
        "CREATE SCHEMA added CREATE TABLE t (id int) CREATE VIEW v AS SELECT 1 AS x",
        "CREATE TABLE since (id serial PRIMARY KEY)",
        "CREATE TYPE since_type AS ENUM ('x')",
        "CREATE FUNCTION since_function() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP SCHEMA \"Odd \"\"Schema\" CASCADE",
        "SELECT nextval('app.counter')",
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "COMMENT ON SCHEMA public IS 'damaged'",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    };

    @TempDir
    Path dump;

    @TempDir
    Path keepAt;

    private TestDatabase owned;
    private Database database;
    private Contents before;

    @BeforeEach
    void dump() {
        owned = RichSchema.create();
        database = Opened.open(owned);
        database.dumps().dump(dump, Dumps.DumpProgress.NONE);
        before = Contents.of(database);
    }

    @Test
    void putsEverythingBackAndKeepsWhatWasThere() {
        owned.execute(DAMAGE);
        Contents damaged = Contents.of(database);
        Dumps.Restored restored = database.dumps().restore(dump, keepAt);
        assertThat(Contents.of(database).differences(before)).isEmpty();
        assertThat(restored.how()).isEqualTo("swapped");
        String kept = restored.keptAt().split(" ")[1];
        assertThat(kept).matches(owned.name() + "_before_\\d{8}T\\d{9}");
        assertThat(Contents.of(Opened.open(of(kept))).differences(damaged)).isEmpty();
        assertThat(databases()).isEqualTo(owned.name() + " " + kept);
    }

    @Test
    void clientsThatAreConnectedLoseTheirSessionAndFindTheRestoredDatabase() throws SQLException {
        owned.execute(DAMAGE);
        try (Connection idle = owned.connect();
                Connection inTransaction = owned.connect();
                Statement statement = inTransaction.createStatement()) {
            inTransaction.setAutoCommit(false);
            statement.execute("INSERT INTO animal VALUES (1)");
            database.dumps().restore(dump, keepAt);
            assertThat(idle.isValid(1)).isFalse();
        }
        assertThat(Contents.of(database).differences(before)).isEmpty();
    }

    @Test
    void theLockIsHeldAllTheTimeWhoeverTriesToTakeIt() throws Exception {
        Holder bob = new Holder("bob", "b", Optional.of(1L), Optional.empty(), Optional.empty());
        Database theirs = new PostgresqlPlatform().open(Opened.connecting(owned, bob));
        AtomicBoolean restored = new AtomicBoolean();
        var pool = Executors.newFixedThreadPool(3);
        try (MigrationLock lock = Opened.open(owned).tryLock().orElseThrow()) {
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(pool.submit(() -> {
                    int tries = 0;
                    while (!restored.get()) {
                        assertThat(theirs.tryLock()).isEmpty();
                        theirs.lockHolder()
                                .ifPresent(holder -> assertThat(holder.who()).isNotEqualTo("nobody"));
                        tries++;
                    }
                    return tries;
                }));
            }
            database.dumps().restore(dump, keepAt);
            assertThat(lock.stillHeld()).isTrue();
            restored.set(true);
            for (Future<Integer> other : others) {
                assertThat(other.get()).isPositive();
            }
            assertThat(theirs.lockHolder().orElseThrow().who()).isEqualTo("ann");
            assertThat(lock.stillHeld()).isTrue();
        } finally {
            pool.shutdownNow();
        }
        theirs.tryLock().orElseThrow().close();
    }

    @Test
    void whatBelongsToTheDatabaseItselfIsCarriedOver() throws SQLException {
        TestDatabase guest = PostgresServer.shared().createDatabase();
        String name = owned.name();
        owned.execute(
                "ALTER DATABASE " + name + " SET search_path = \"$user\", app, public",
                "ALTER DATABASE " + name + " SET statement_timeout = '77s'",
                "ALTER DATABASE " + name + " SET client_encoding = 'LATIN1'",
                "ALTER ROLE CURRENT_USER IN DATABASE " + name + " SET work_mem = '9MB'",
                "ALTER DATABASE " + name + " CONNECTION LIMIT 33",
                "COMMENT ON DATABASE " + name + " IS 'The shop''s'",
                "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + name + " TO " + guest.user() + " WITH GRANT OPTION");
        String settings = described(name);
        database.dumps().restore(dump, keepAt);
        assertThat(described(name)).isEqualTo(settings).contains("LATIN1", "9MB", "33", "The shop's");
    }

    @Test
    void settingsThatTheUserMayNotCarryOverAreNotLostButRestoredInPlace() throws SQLException {
        try (Connection admin = PostgresServer.shared().admin(owned.name());
                Statement statement = admin.createStatement()) {
            statement.execute("ALTER DATABASE " + owned.name() + " SET my.setting = 'theirs'");
        }
        owned.execute(DAMAGE);
        Dumps.Restored restored = database.dumps().restore(dump, keepAt);
        assertThat(restored.how()).isEqualTo("in place");
        assertThat(restored.keptAt()).contains("only a superuser may make");
        assertThat(Contents.of(database).differences(before)).isEmpty();
        assertThat(owned.query("SHOW my.setting")).isEqualTo("theirs");
    }

    private String described(String name) {
        return owned.query("SELECT concat_ws(E'\\n', datconnlimit, datistemplate, pg_get_userbyid(datdba),"
                + " shobj_description(oid, 'pg_database'),"
                + " (SELECT string_agg(concat(setrole::regrole, ' ', setconfig), E'\\n' ORDER BY setrole)"
                + " FROM pg_db_role_setting WHERE setdatabase = d.oid),"
                + " (SELECT string_agg(concat(grantee::regrole, privilege_type, is_grantable), ' ' ORDER BY 1)"
                + " FROM (SELECT * FROM aclexplode(datacl) ORDER BY 1, 2, 3) a)) FROM pg_database d WHERE datname = '"
                + name + "'");
    }

    @Test
    void aDamagedDumpLeavesTheDatabaseAsItIs() throws IOException {
        damage(dump);
        failsUnchanged("", DAMAGE);
    }

    @Test
    void aSessionThatMayNotBeEndedIsNamed() throws Exception {
        try (Connection admin = PostgresServer.shared().admin(owned.name());
                Statement statement = admin.createStatement()) {
            statement.execute("SET application_name = 'night shift'");
            failsUnchanged("night shift", DAMAGE);
        }
    }

    private void failsUnchanged(String because, String... damage) {
        owned.execute(damage);
        Contents damaged = Contents.of(database);
        String all = databases();
        try (MigrationLock lock = database.tryLock().orElseThrow()) {
            assertThatThrownBy(() -> database.dumps().restore(dump, keepAt))
                    .isInstanceOfSatisfying(Fault.class, fault -> {
                        assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED_UNCHANGED);
                        assertThat(fault.getMessage()).contains(because);
                    });
            assertThat(lock.stillHeld()).isTrue();
        }
        assertThat(Contents.of(database).differences(damaged)).isEmpty();
        assertThat(databases()).isEqualTo(all);
    }

    @Test
    void whoMayNotCreateDatabasesRestoresInPlace() throws SQLException {
        mayNotCreateDatabases();
        owned.execute(DAMAGE);
        Contents damaged = Contents.of(database);
        try (MigrationLock lock = database.tryLock().orElseThrow();
                Connection idle = owned.connect()) {
            Dumps.Restored restored = database.dumps().restore(dump, keepAt);
            assertThat(restored.how()).isEqualTo("in place");
            assertThat(restored.keptAt()).contains(keepAt.toString(), "may not create databases");
            assertThat(lock.stillHeld()).isTrue();
            assertThat(idle.isValid(1)).isTrue();
        }
        assertThat(Contents.of(database).differences(before)).isEmpty();
        // What was there can be had back from the safety dump in the same way.
        try (var others = Files.newDirectoryStream(dump)) {
            for (Path file : others) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        database.dumps().restore(keepAt, dump);
        assertThat(Contents.of(database).differences(damaged)).isEmpty();
    }

    @Test
    void aDamagedDumpIsRolledBackInPlace() throws Exception {
        mayNotCreateDatabases();
        damage(dump);
        failsUnchanged("", DAMAGE);
    }

    @Test
    void whatTheUserMayNotDropIsRolledBackInPlace() throws Exception {
        mayNotCreateDatabases();
        try (Connection admin = PostgresServer.shared().admin(owned.name());
                Statement statement = admin.createStatement()) {
            // The owner of a schema may drop what others have in it.
            statement.execute("ALTER DATABASE " + owned.name() + " OWNER TO postgres");
            statement.execute("GRANT CREATE ON SCHEMA public TO " + owned.user() + " WITH GRANT OPTION");
            statement.execute("GRANT CREATE ON DATABASE " + owned.name() + " TO " + owned.user());
            statement.execute("CREATE TABLE theirs (id int)");
            statement.execute("GRANT SELECT ON theirs TO PUBLIC");
        }
        failsUnchanged("theirs", "DELETE FROM animal");
    }

    @Test
    void aRestoreInPlaceThatIsStoppedIsRolledBack() throws Exception {
        mayNotCreateDatabases();
        Cancellation cancellation = new Cancellation();
        Database stopped = new PostgresqlPlatform().open(Opened.connecting(owned, Opened.HOLDER, cancellation));
        whileTheRestoreHangs(() -> stopped.dumps().restore(dump, keepAt), () -> cancellation.request("time is up"));
    }

    @Test
    void aProcessKilledWhileItRestoresInPlaceLeavesTheDatabaseAsItWas() throws Exception {
        mayNotCreateDatabases();
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestoringChild.class.getName(),
                        owned.jdbcUrl(),
                        owned.name(),
                        dump.toString(),
                        keepAt.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        whileTheRestoreHangs(child::waitFor, child::destroyForcibly);
    }

    /** Restores in another process until killed. */
    static final class RestoringChild {
        public static void main(String[] arguments) {
            TestDatabase database = new TestDatabase(arguments[0], arguments[1], arguments[1], Canary.PASSWORD);
            Opened.open(database).dumps().restore(Path.of(arguments[2]), Path.of(arguments[3]));
        }
    }

    /** Lets a restore in place wait for a lock in the middle of its transaction, and stops it there. */
    private void whileTheRestoreHangs(ThrowingCallable restore, Runnable stop) throws Exception {
        owned.execute(DAMAGE);
        Contents damaged = Contents.of(database);
        try (Connection reading = owned.connect();
                Statement statement = reading.createStatement()) {
            reading.setAutoCommit(false);
            statement.execute("SELECT * FROM animal LIMIT 1");
            var restoring = CompletableFuture.supplyAsync(() -> catchThrowable(restore));
            Eventually.become(
                    "t",
                    () -> owned.query("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database() AND query LIKE 'DROP%'"));
            stop.run();
            Throwable failure = restoring.get();
            if (failure != null) {
                assertThat(((Fault) failure).code()).isEqualTo(FaultCode.CANCELLED);
            }
        }
        Eventually.become(
                "1", () -> owned.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"));
        assertThat(Contents.of(database).differences(damaged)).isEmpty();
    }

    @Test
    void anOddNameIsNoTrouble() throws Exception {
        String odd = "Sh\"op ü'=\\ %s";
        try (Connection admin = PostgresServer.shared().admin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + Identifier.quoted(odd) + " OWNER " + owned.user());
        }
        TestDatabase strange = of(odd);
        strange.execute("CREATE TABLE t AS SELECT 1 AS x");
        Database opened = Opened.open(strange);
        Path folder = Files.createDirectory(keepAt.resolve("odd"));
        opened.dumps().dump(folder, Dumps.DumpProgress.NONE);
        strange.execute("DROP TABLE t");
        assertThat(opened.dumps().restore(folder, keepAt).keptAt()).contains(odd.replace("\"", "\"\"") + "_before_");
        assertThat(strange.query("SELECT x FROM t")).isEqualTo("1");
    }

    private static void damage(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.gz")) {
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                content[content.length - 5] ^= 1;
                Files.write(file, content);
            }
        }
    }

    private void mayNotCreateDatabases() throws SQLException {
        try (Connection admin = PostgresServer.shared().admin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("ALTER ROLE " + owned.user() + " NOCREATEDB");
        }
    }

    private TestDatabase of(String name) {
        String url = "jdbc:postgresql://127.0.0.1:" + PostgresServer.shared().port() + "/" + Address.encode(name);
        return new TestDatabase(url, name, owned.user(), owned.password());
    }

    private String databases() {
        return owned.query("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database"
                + " WHERE datdba = CAST(current_user AS regrole)");
    }
}
