package io.github.databasemigration.engine.platform.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.GzipOutput;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.platform.Reached;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlRestoreTest {
    @TempDir
    Path folder;

    private final MariaDbServer server = MariaDbServer.shared();
    private TestDatabase owned;
    private Database database;
    private Path dumped;

    @BeforeEach
    void create() throws IOException {
        owned = server.createDatabase().execute("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2)");
        database = new MysqlPlatform().open(Reached.connecting(owned));
        dumped = Files.createDirectory(folder.resolve("dump"));
    }

    private void admin(String... statements) throws SQLException {
        try (Connection admin = server.admin(owned.name())) {
            for (String sql : statements) {
                admin.createStatement().execute(sql);
            }
        }
    }

    private Path kept() throws IOException {
        return Files.createTempDirectory(folder, "kept");
    }

    @Test
    void aTableInUseIsWaitedForAndThenNothingIsTouched() throws Exception {
        database.dumps().dump(dumped, DumpProgress.NONE);
        owned.execute("CREATE TABLE u (a INT)");
        try (Connection user = owned.connect()) {
            user.setAutoCommit(false);
            Reached.text(user, "SELECT COUNT(*) FROM t");
            assertThat(Reached.fault(FaultCode.RESTORE_FAILED_UNCHANGED, () -> database.dumps()
                            .restore(dumped, kept())))
                    .hasMessageContaining("lock");
            assertThat(database.rowCounts()).isEqualTo(Map.of("t", 2L, "u", 0L));
            user.rollback();
        }
        database.dumps().restore(dumped, kept());
        assertThat(database.rowCounts()).isEqualTo(Map.of("t", 2L));
    }

    @Test
    void thatWhichOthersDefinedNeedsAPrivilegeWhichIsAskedForFirst() throws Exception {
        admin(
                "CREATE VIEW theirs AS SELECT a FROM t",
                "CREATE TRIGGER their_trigger AFTER INSERT ON t FOR EACH ROW DO 0");
        database.dumps().dump(dumped, DumpProgress.NONE);
        owned.execute("CREATE TABLE u (a INT)");
        assertThat(Reached.fault(FaultCode.RESTORE_FAILED_UNCHANGED, () -> database.dumps()
                        .restore(dumped, kept())))
                .hasMessageContaining("root@")
                .extracting(Fault::remedy)
                .asString()
                .contains("SET USER");
        assertThat(database.rowCounts()).containsKey("u");
        admin("GRANT SET USER ON *.* TO " + owned.user());
        database.dumps().restore(dumped, kept());
        assertThat(database.rowCounts()).doesNotContainKey("u");
        assertThat(owned.query(
                        "SELECT definer FROM information_schema.views WHERE table_schema = '" + owned.name() + "'"))
                .startsWith("root@");
    }

    @Test
    void aRoutineThatTheUserMayNotReadIsNoBackup() throws SQLException {
        admin("CREATE FUNCTION theirs () RETURNS INT DETERMINISTIC RETURN 1");
        assertThat(Reached.fault(FaultCode.BACKUP_FAILED, () -> database.dumps().dump(dumped, DumpProgress.NONE)))
                .hasMessageContaining("theirs")
                .matches(fault -> Canary.in(fault.getMessage()).isEmpty());
    }

    @Test
    void whoMayNotCreateDatabasesRestoresWithoutAProof() throws Exception {
        String user = owned.name() + "_only";
        admin("CREATE USER " + user + " IDENTIFIED BY 'x'", "GRANT ALL ON `" + owned.name() + "`.* TO " + user);
        Database only = new MysqlPlatform().open(Reached.connecting(owned.jdbcUrl(), user, "x"));
        only.dumps().dump(dumped, DumpProgress.NONE);
        assertThat(Reached.fault(FaultCode.UNSUPPORTED, () -> only.dumps().restoreToScratch(dumped))
                        .remedy())
                .contains("GRANT ALL ON `" + owned.name() + "\\_scratch\\_dm%`");
        owned.execute("DROP TABLE t");
        only.dumps().restore(dumped, kept());
        assertThat(only.rowCounts()).isEqualTo(Map.of("t", 2L));

        halfWay(only, user);
    }

    @Test
    void whatAUserMayNotSeeOrMakeIsNeitherBackedUpNorRestoredInPart() throws Exception {
        database.dumps().dump(dumped, DumpProgress.NONE);
        String user = owned.name() + "_part";
        String on = " ON `" + owned.name() + "`.* TO " + user;
        admin("CREATE USER " + user + " IDENTIFIED BY 'x'", "GRANT SELECT, SHOW VIEW, EVENT" + on);
        Database part = new MysqlPlatform().open(Reached.connecting(owned.jdbcUrl(), user, "x"));
        assertThat(Reached.fault(FaultCode.UNSUPPORTED, () -> part.dumps().check()))
                .hasMessageContaining("TRIGGER");
        assertThat(Reached.fault(
                        FaultCode.RESTORE_FAILED_UNCHANGED, () -> part.dumps().restore(dumped, kept())))
                .hasMessageContaining("CREATE ROUTINE");
        admin("GRANT TRIGGER" + on);
        part.dumps().check();
        admin("ALTER TABLE t ENGINE = MyISAM");
        assertThat(Reached.fault(FaultCode.UNSUPPORTED, () -> part.dumps().check()))
                .hasMessageContaining("LOCK TABLES");
    }

    /** Only without a proof can a dump that cannot be loaded come this far. */
    private void halfWay(Database only, String user) throws Exception {
        write("CREATE TABLE fresh (a INT);\nBOGUS;\n-- Dump completed\n");
        Path kept = kept();
        var schema = only.schema(Set.of());
        Fault fault = Reached.fault(
                FaultCode.RESTORE_FAILED_PARTIAL, () -> only.dumps().restore(dumped, kept));
        assertThat(fault).hasMessageContaining("BOGUS");
        assertThat(only.schema(Set.of())).containsKey("table fresh");
        owned.execute("DROP TABLE fresh");
        String command = fault.remedy().replaceFirst(".*database: ", "");
        assertThat(command).contains("--user=" + user).contains(" --password ").contains(kept.toString());
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command.replace(" --password ", " ")).inheritIO();
        shell.environment().put("MYSQL_PWD", "x");
        assertThat(shell.start().waitFor()).isZero();
        assertThat(only.schema(Set.of())).isEqualTo(schema);
    }

    @Test
    void aViewWhoseTablesAreGoneIsKeptAndDoesNotStandInTheWay() throws Exception {
        owned.execute("CREATE VIEW v AS SELECT a FROM t");
        database.dumps().dump(dumped, DumpProgress.NONE);
        owned.execute("RENAME TABLE t TO u");
        Reached.fault(FaultCode.BACKUP_FAILED, () -> database.dumps().dump(kept(), DumpProgress.NONE));
        Path kept = kept();
        assertThat(database.dumps().restore(dumped, kept).keptAt()).contains("--force");
        assertThat(database.rowCounts()).isEqualTo(Map.of("t", 2L));
        assertThat(owned.query("SELECT SUM(a) FROM v")).isEqualTo("3");
        try (var text = Loading.open(kept.resolve("dump.sql.gz"))) {
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).contains("VIEW `v` AS select");
        }
    }

    @Test
    void aRestoreThatHasBegunIsFinishedWhateverIsCancelled() throws Exception {
        owned.execute("CREATE TABLE big (a CHAR(250)) SELECT REPEAT('x', 250) AS a FROM seq_1_to_100000");
        Connecting connecting = Reached.connecting(owned);
        Database cancelled = new MysqlPlatform().open(connecting);
        cancelled.dumps().dump(dumped, DumpProgress.NONE);
        CompletableFuture<Void> canceller = CompletableFuture.runAsync(() -> {
            while (!owned.query("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '" + owned.name()
                            + "' AND table_name = 't'")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            connecting.cancellation().request("a test");
        });
        cancelled.dumps().restore(dumped, kept());
        canceller.join();
        assertThat(database.rowCounts()).isEqualTo(Map.of("big", 100_000L, "t", 2L));
    }

    private void write(String script) throws IOException {
        try (OutputStream out = new GzipOutput(Files.newOutputStream(dumped.resolve("dump.sql.gz")))) {
            out.write(script.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aDumpThatCannotBeLoadedIsFoundBeforeAnythingIsTouched() throws Exception {
        write("CREATE TABLE fresh (a INT);\nBOGUS;\n-- Dump completed\n");
        assertThat(Reached.fault(
                        FaultCode.BACKUP_INVALID, () -> database.dumps().restore(dumped, kept())))
                .hasMessageContaining("BOGUS");
        write("SET GLOBAL max_connections = 200;\n-- Dump completed\n");
        assertThat(Reached.fault(FaultCode.RESTORE_FAILED_UNCHANGED, () -> database.dumps()
                        .restore(dumped, kept())))
                .hasMessageContaining("SUPER");
        assertThat(database.rowCounts()).isEqualTo(Map.of("t", 2L));
    }

    @Test
    void theNoteOfARunThatWasKilledOutlivesTheRestore() throws Exception {
        ProgressMarker marker = database.progressMarker();
        var note = new ProgressMarker.Note("r", "ann", "1", "s", 1, false, "x", Instant.ofEpochSecond(1));
        marker.write(note);
        database.dumps().dump(dumped, DumpProgress.NONE);
        database.dumps().restore(dumped, kept());
        assertThat(marker.read()).contains(note);
        marker.clear();
        database.dumps().restore(dumped, kept());
        assertThat(marker.read()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mariadb-dump  Ver 10.19 Distrib 10.3.39-MariaDB, for debian-linux-gnu | BACKUP_TOOL_TOO_OLD | 10.3.39
                    mysqldump  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server)    | BACKUP_TOOL_MISSING | other kind
                    something else                                                        | BACKUP_TOOL_MISSING | not found
                    mariadb-dump from 99.1.2-MariaDB, client 10.19 for Linux (x86_64)     | BACKUP_FAILED       | before the end
                    """)
    void aProgramThatDoesNotFitIsRefused(String version, FaultCode code, String words) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n[ \"$1\" = --version ] && echo '" + version + "'\nexit 0\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(Reached.fault(code, () -> with(program).dumps().dump(dumped, DumpProgress.NONE)))
                .hasMessageContaining(words)
                .hasMessageContaining(code == FaultCode.BACKUP_TOOL_MISSING ? "mariadb-dump" : program.toString());
        if (code != FaultCode.BACKUP_FAILED) {
            Reached.fault(code, () -> with(program).dumps().check());
        }
    }

    @Test
    void aProgramThatIsNotWhereTheConfigurationSaysIsMissing() {
        Reached.fault(
                FaultCode.BACKUP_TOOL_MISSING,
                () -> with(folder.resolve("nowhere")).dumps().check());
    }

    private Database with(Path program) {
        Connecting plain = Reached.connecting(owned);
        return new MysqlPlatform()
                .open(new Connecting(
                        plain.url(),
                        plain.credentials(),
                        plain.timeouts(),
                        plain.holder(),
                        Map.of("mariadb-dump", program),
                        plain.redactor(),
                        new Cancellation()));
    }

    @Test
    void aCancellationEndsTheProgramAndLeavesNothingRunning() {
        owned.execute("CREATE TABLE big (a CHAR(250)) SELECT REPEAT('x', 250) AS a FROM seq_1_to_200000");
        Connecting connecting = Reached.connecting(owned);
        Database cancelled = new MysqlPlatform().open(connecting);
        Reached.fault(FaultCode.CANCELLED, () -> cancelled
                .dumps()
                .dump(dumped, (what, bytes) -> connecting.cancellation().request("a test")));
        assertThat(ProcessHandle.current().children().map(ProcessHandle::info).map(ProcessHandle.Info::command))
                .noneMatch(command -> command.orElse("").contains("dump"));
    }
}
