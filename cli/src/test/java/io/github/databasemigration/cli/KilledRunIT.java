package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process that migrates is killed with -9 in the middle of a statement, and others wait for it. */
class KilledRunIT {
    private static final Duration SECONDS = Duration.ofSeconds(15);

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void onPostgresqlAnotherTakesOverWithinSecondsAndNothingIsAppliedTwice() {
        TestDatabase database = Server.POSTGRESQL.create(watch);
        Server.POSTGRESQL.brake(database);
        Workspace workspace = watch.workspace(Tool.FLYWAY, database)
                .countedMigrations(1, 1)
                .migration(2, "INSERT INTO applied VALUES (2)", Server.POSTGRESQL.braked(database))
                .countedMigrations(3, 3);

        Running holder =
                workspace.command("migrate", "--at-start", "--as", "first").start();
        Eventually.holds("the first is in its slow statement", () -> Server.POSTGRESQL.braking(database));
        List<Running> waiting = Stream.of("second", "third")
                .map(name -> workspace
                        .command("migrate", "--at-start", "--as", name, "--run-id", name)
                        .start()
                        .awaitSaying("waiting: the database is being migrated by first"))
                .toList();
        JsonNode status = workspace.command("status", "--json").run().expect(0).json();
        assertThat(status.path("lockedBy").path("who").asText()).isEqualTo("first");
        assertThat(status.path("lockedBy").path("pid").asLong()).isEqualTo(holder.pid());
        assertThat(status.path("currentVersion").asText()).isEqualTo("1");

        Server.POSTGRESQL.release(database);
        Instant killed = Instant.now();
        holder.kill();
        waiting.forEach(running -> running.await().expect(0));

        assertThat(workspace.applied()).containsExactly("1", "2", "3");
        Instant takenOver = Stream.of("second", "third")
                .flatMap(run -> workspace.journal(run).stream())
                .filter(event -> event.path("type").asText().equals("lockAcquired"))
                .map(event -> Instant.parse(event.path("at").asText()))
                .min(Instant::compareTo)
                .orElseThrow();
        assertThat(Duration.between(killed, takenOver)).isBetween(Duration.ZERO, SECONDS);
    }

    @Test
    void onMariadbTheNextSaysWhereItStoodAndTheWayBackIsOpen() {
        TestDatabase database = Server.MARIADB.create(watch);
        Server.MARIADB.brake(database);
        Workspace workspace = watch.workspace(Tool.FLYWAY, database)
                .countedMigrations(1, 1)
                .migration(
                        2,
                        "CREATE TABLE half (id INTEGER)",
                        Server.MARIADB.braked(database),
                        "INSERT INTO applied VALUES (2)");

        Running holder = workspace.command("migrate", "--run-id", "killed").start();
        Eventually.holds("the first is in its slow statement", () -> Server.MARIADB.braking(database));
        // Where the server hides what sessions say of themselves, the holder is known by its process.
        Running waiting = workspace.command("migrate").start().awaitSaying(", process " + holder.pid());
        Server.MARIADB.release(database);
        holder.kill();

        Finished next = waiting.await().expect(35);
        assertThat(next.complaint()).hasSize(2);
        assertThat(next.complaint().get(0))
                .contains("killed", "V2__step_2.sql", "while statement 2 ran", "SELECT SLEEP");
        assertThat(next.complaint().get(1)).contains("migrate-database rollback", "--repair");

        workspace.command("rollback", "--yes").run().expect(0);
        assertThat(database.query("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name IN ('half', 'applied')"))
                .isEqualTo("0");
        workspace.command("migrate").run().expect(0);
        assertThat(workspace.applied()).containsExactly("1", "2");
    }

    @Test
    void itsReportIsMadeFromTheJournalAndTheDatabase() {
        TestDatabase database = Server.POSTGRESQL.create(watch);
        Server.POSTGRESQL.brake(database);
        Workspace workspace = watch.workspace(Tool.FLYWAY, database)
                .countedMigrations(1, 1)
                .migration(2, "INSERT INTO applied VALUES (2)", Server.POSTGRESQL.braked(database))
                .countedMigrations(3, 3);
        Running killed = workspace.command("migrate", "--run-id", "killed").start();
        Eventually.holds("it is in its slow statement", () -> Server.POSTGRESQL.braking(database));
        killed.kill();

        JsonNode report = report(workspace, 86);

        assertThat(Server.POSTGRESQL.braking(database)).isFalse();
        assertThat(report.path("outcome").asText()).isEqualTo("CANCELLED_AT_VERSION");
        assertThat(report.path("command").asText()).isEqualTo("migrate");
        assertThat(report.path("failure").path("message").asText())
                .startsWith("Run killed was killed in V2__step_2.sql, while statement 2 ran (SELECT pg_sleep");
        assertThat(report.path("toVersion").asText()).isEqualTo("1");
        assertThat(report.path("migrations"))
                .extracting(migration -> migration.path("fate").asText())
                .containsExactly("APPLIED", "ROLLED_BACK", "NOT_RUN");
        assertThat(report.path("backup").path("verification").asText()).isEqualTo("readable");
        assertThat(report.path("next").asText())
                .contains("rollback", report.path("backup").path("id").asText());
        assertThat(workspace.report("killed")).isEqualTo(report);
        assertThat(workspace.run("killed").resolve("report.html")).isNotEmptyFile();
        assertThat(report(workspace, 86)).isEqualTo(report);

        Server.POSTGRESQL.release(database);
        workspace.command("migrate").run().expect(0);
        assertThat(workspace.applied()).containsExactly("1", "2", "3");
    }

    @Test
    void itsReportSaysOnMariadbWhatStayed() {
        TestDatabase database = Server.MARIADB.create(watch);
        Server.MARIADB.brake(database);
        Workspace workspace = watch.workspace(Tool.FLYWAY, database)
                .migration(1, "CREATE TABLE half (id INTEGER)", Server.MARIADB.braked(database));
        Running killed = workspace.command("migrate", "--run-id", "killed").start();
        Eventually.holds("it is in its slow statement", () -> Server.MARIADB.braking(database));
        killed.kill();

        JsonNode report = report(workspace, 81);

        assertThat(report.path("migrations").path(0).path("fate").asText()).isEqualTo("PARTIAL");
        assertThat(report.path("state").toString())
                .contains("V1__step_1.sql is applied in part", "while statement 2 ran");
        assertThat(report.path("next").asText()).contains("rollback");
        workspace.command("migrate").run().expect(35);
    }

    @Test
    void oneThatWasKilledWhileItTookTheBackupChangedNothing() throws SQLException {
        TestDatabase database = Server.POSTGRESQL.create(watch);
        database.execute("CREATE SCHEMA other", "CREATE TABLE other.locked (id INTEGER)");
        Workspace workspace = watch.workspace(Tool.FLYWAY, database).countedMigrations(1, 1);
        try (Connection holding = database.connect();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("LOCK TABLE other.locked");
            Running killed = workspace
                    .command("migrate", "--run-id", "killed", "--set", "timeouts.lock=none")
                    .start()
                    .awaitSaying("backup: started");
            Eventually.holds("the backup waits", () -> dumping(database));
            killed.kill();

            JsonNode report = report(workspace, 46);

            assertThat(report.path("failure").path("message").asText())
                    .isEqualTo("Run killed was killed while it took the backup.");
            assertThat(report.path("state").toString()).contains("Nothing was changed in the database");
            assertThat(dumping(database)).isFalse();
        }
        workspace.command("migrate").run().expect(0);
    }

    private static boolean dumping(TestDatabase database) {
        return !database.query(
                        "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND relation = 'other.locked'::regclass")
                .equals("0");
    }

    @Test
    void ofOneThatNeverBeganItSaysSo() {
        Workspace workspace =
                watch.workspace(Tool.FLYWAY, Server.SQLITE.create(watch)).countedMigrations(1, 1);

        assertThat(workspace
                        .command("report", "--run-id", "killed")
                        .run()
                        .expect(46)
                        .complaint()
                        .get(0))
                .contains("Run killed never began");
        workspace.command("report").run().expect(2);
    }

    private static JsonNode report(Workspace workspace, int status) {
        return workspace
                .command("report", "--json", "--run-id", "killed")
                .run()
                .expect(status)
                .json();
    }
}
