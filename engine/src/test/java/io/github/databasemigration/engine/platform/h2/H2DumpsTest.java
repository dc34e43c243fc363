package io.github.databasemigration.engine.platform.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps.Dump;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.Dumps.Scratch;
import io.github.databasemigration.engine.platform.DumpsContract;
import io.github.databasemigration.engine.platform.GzipOutput;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2DumpsTest extends DumpsContract {
    @TempDir
    Path place;

    /** Keeps the database open, as an application does; H2 compiles its Java routines whenever it opens one. */
    private Connection application;

    @Override
    protected Connecting rich() {
        Connecting connecting = empty();
        if (Files.notExists(place.resolve("shop.mv.db"))) {
            try {
                application = open(connecting).connect();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            Reached.execute(open(connecting), RichH2.STATEMENTS);
        }
        return connecting;
    }

    @AfterEach
    void close() throws SQLException {
        if (application != null) {
            application.close();
        }
    }

    @Override
    protected Connecting empty() {
        return Reached.connecting("jdbc:h2:file:" + place.resolve("shop"), "app", Canary.PASSWORD);
    }

    @Override
    protected String[] damage() {
        return new String[] {
            "DROP SYNONYM people",
            "DROP TABLE \"other \"\"one\"\"\".\"order 1\"",
            "ALTER TABLE customer ADD COLUMN more INT",
            "UPDATE customer SET name = 'changed' WHERE cents IS NULL",
            "DROP VIEW a_view",
            "DROP ALIAS twice",
            "CREATE SCHEMA intruding",
            "CREATE TABLE intruding.intruder (a INT)",
            "INSERT INTO intruding.intruder VALUES (1)",
            "CREATE DOMAIN odd AS INT",
            "CREATE SEQUENCE intruders",
            "CREATE VIEW look AS SELECT * FROM customer"
        };
    }

    @Override
    protected Set<String> surroundings() {
        return filesIn(place);
    }

    @Test
    void sequencesGoOnWhereTheyWere() throws SQLException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        try (Scratch scratch = database.dumps().restoreToScratch(dumped);
                Connection there = scratch.database().connect();
                Connection here = database.connect()) {
            assertThat(Reached.text(there, "SELECT NEXT VALUE FOR numbers"))
                    .isEqualTo(Reached.text(here, "SELECT NEXT VALUE FOR numbers"));
            String insert = "SELECT id FROM FINAL TABLE (INSERT INTO customer (name) VALUES ('n'))";
            assertThat(Reached.text(there, insert)).isEqualTo(Reached.text(here, insert));
        }
    }

    @Test
    void usersKeepTheirPasswordsAndLostOnesCannotLogIn() throws Exception {
        Connecting connecting = rich();
        Database database = open(connecting);
        Reached.execute(
                database,
                "CREATE USER here PASSWORD 'h'",
                "CREATE USER gone PASSWORD 'g'",
                "CREATE ROLE readers",
                "GRANT SELECT ON customer TO here",
                "GRANT SELECT ON customer TO gone");
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        Reached.execute(database, "DROP USER gone", "REVOKE SELECT ON customer FROM here");
        database.dumps().restore(dumped, fresh("kept"));
        try (Connection here =
                open(Reached.connecting(connecting.url(), "here", "h")).connect()) {
            assertThat(Reached.text(here, "SELECT COUNT(*) FROM customer")).isEqualTo("2");
        }
        for (String password : new String[] {"", "g"}) {
            Reached.fault(FaultCode.LOGIN_REFUSED, () -> open(Reached.connecting(connecting.url(), "gone", password)));
        }
        try (var text = new GZIPInputStream(Files.newInputStream(dumped.resolve("dump.sql.gz")))) {
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"GONE\"")
                    .doesNotContain("PASSWORD ''")
                    .matches(script -> Canary.in(script).isEmpty());
        }
    }

    @Test
    void onlyAnAdministratorCanBackUp() {
        Connecting connecting = rich();
        Reached.execute(open(connecting), "CREATE USER reader PASSWORD 'x'");
        Database reader = open(Reached.connecting(connecting.url(), "reader", "x"));
        assertThat(Reached.fault(FaultCode.UNSUPPORTED, () -> reader.dumps().check()))
                .hasMessageContaining("administrators");
        Reached.fault(FaultCode.UNSUPPORTED, () -> reader.dumps().dump(fresh("dump"), DumpProgress.NONE));
    }

    @Test
    void aDumpIsOneSnapshotWhileOthersWrite() throws SQLException {
        Database database = open(Reached.connecting("jdbc:h2:mem:snapshot;DB_CLOSE_DELAY=-1", "app", "x"));
        Reached.execute(
                database,
                "CREATE TABLE a (i INT) AS SELECT x FROM SYSTEM_RANGE(1, 1000)",
                "CREATE TABLE b (i INT) AS SELECT x FROM SYSTEM_RANGE(1, 1000)");
        Dump dump = database.dumps()
                .dump(fresh("dump"), (what, bytes) -> Reached.execute(database, "INSERT INTO b VALUES (0)"));
        assertThat(dump.rowCounts()).isEqualTo(Map.of("PUBLIC.A", 1000L, "PUBLIC.B", 1000L));
        try (Scratch scratch = database.dumps().restoreToScratch(folder.resolve("dump"))) {
            assertThat(scratch.database().rowCounts()).isEqualTo(dump.rowCounts());
        }
        assertThat(database.rowCounts().get("PUBLIC.B")).isGreaterThan(1000L);
    }

    @Test
    void aDatabaseBehindAServerIsRestoredWhileItsLockIsHeld() throws Exception {
        rich();
        application.close();
        Server server = Server.createTcpServer("-tcpPort", "0", "-baseDir", place.toString())
                .start();
        try {
            Connecting there = Reached.connecting(
                    "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./shop;MODE=LEGACY", "app", Canary.PASSWORD);
            Database database = open(there);
            try (var lock = database.tryLock().orElseThrow()) {
                Path dumped = fresh("dump");
                database.dumps().dump(dumped, DumpProgress.NONE);
                var schema = database.schema(Set.of());
                Reached.execute(database, damage());
                database.dumps().restore(dumped, fresh("kept"));
                assertThat(database.schema(Set.of())).isEqualTo(schema);
                assertThat(lock.stillHeld()).isTrue();
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void aDumpThatCannotBeLoadedIsFoundBeforeAnythingIsTouched() throws IOException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        try (OutputStream out = new GzipOutput(Files.newOutputStream(dumped.resolve("dump.sql.gz")))) {
            out.write("CREATE TABLE fresh (a INT);\nBOGUS;\n-- The script is complete.\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        var counts = database.rowCounts();
        assertThat(Reached.fault(FaultCode.RESTORE_FAILED_UNCHANGED, () -> database.dumps()
                        .restore(dumped, fresh("kept"))))
                .hasMessageContaining("BOGUS");
        assertThat(database.rowCounts()).isEqualTo(counts);
    }

    @Test
    void aTableInUseIsWaitedForAndThenNothingIsTouched() throws SQLException {
        Database database = open(Reached.connecting("jdbc:h2:mem:used;DB_CLOSE_DELAY=-1", "app", "x"));
        Reached.execute(database, "CREATE TABLE t (a INT)");
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        Reached.execute(database, "INSERT INTO t VALUES (1)");
        try (Connection user = database.connect()) {
            user.setAutoCommit(false);
            Rows.run(user, "UPDATE t SET a = 2");
            Reached.fault(
                    FaultCode.RESTORE_FAILED_UNCHANGED, () -> database.dumps().restore(dumped, fresh("kept")));
            user.rollback();
        }
        assertThat(database.rowCounts()).isEqualTo(Map.of("PUBLIC.T", 1L));
    }

    @Test
    void theScriptIsWhatAPersonCanLoad() throws SQLException {
        Database database = open(rich());
        Path dumped = fresh("dump");
        database.dumps().dump(dumped, DumpProgress.NONE);
        var schema = database.schema(Set.of());
        Path kept = fresh("kept");
        Reached.execute(database, damage());
        String how = database.dumps().restore(dumped, kept).keptAt();
        Connecting other = Reached.connecting("jdbc:h2:file:" + place.resolve("other"), "app", "x");
        Reached.execute(open(other), how.replaceFirst(".*database: ", "").replace(kept.toString(), dumped.toString()));
        assertThat(open(other).schema(Set.of())).isEqualTo(schema);
        assertThatThrownBy(() -> Reached.execute(open(other), "SELECT * FROM intruding.intruder"))
                .hasMessageContaining("not found");
    }

    /** Statements without a result. */
    private static final class Rows {
        static void run(Connection connection, String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
