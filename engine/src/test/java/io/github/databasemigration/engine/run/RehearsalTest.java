package io.github.databasemigration.engine.run;

import static io.github.databasemigration.engine.run.Scratches.assertNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.TableLock;
import io.github.databasemigration.engine.platform.TableLock.Waits;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan runs on a scratch copy: what it does there is told, and the database itself stays as it is. */
class RehearsalTest {
    private static final Rehearse.Options PLAIN = new Rehearse.Options(Optional.empty(), false, Approval.NONE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void tellsWhatThePlanDoesAndChangesNothing(Server server) {
        Project project = migrated(Tool.FLYWAY, server);
        Tool.FLYWAY.write(folder, 3, List.of("ALTER TABLE t1 ADD COLUMN note varchar(20)", "UPDATE t1 SET note = 'x'"));
        project.good(4, 4);
        Contents before = Contents.of(project);

        Report report = Rehearse.run(project.order(), PLAIN, RunListener.NONE);

        assertThat(report.failure()).isEmpty();
        assertThat(Contents.of(project)).isEqualTo(before);
        assertNothingLeft(project);
        Rehearsal rehearsal = report.rehearsal().orElseThrow();
        assertThat(rehearsal.passed()).isTrue();
        assertThat(rehearsal.migrations())
                .extracting(Rehearsal.Migration::label)
                .containsExactly("3", "4");
        Rehearsal.Statement alter = rehearsal.migrations().get(0).statements().get(0);
        Rehearsal.Statement update = rehearsal.migrations().get(0).statements().get(1);
        assertThat(alter.sql()).startsWith("ALTER TABLE t1");
        assertThat(update.rows()).contains(1L);
        assertThat(rehearsal.forecast())
                .isPositive()
                .isLessThan(report.phases().stream()
                        .filter(phase -> phase.name().equals("rehearse"))
                        .findFirst()
                        .orElseThrow()
                        .took());
        if (server == Server.POSTGRESQL) {
            TableLock exclusive = new TableLock("public.t1", "ACCESS EXCLUSIVE", Waits.EVERYBODY);
            assertThat(alter.locks().orElseThrow()).contains(exclusive);
            assertThat(update.held()).contains(exclusive);
            assertThat(update.locks().orElseThrow())
                    .containsExactly(new TableLock("public.t1", "ROW EXCLUSIVE", Waits.NOBODY));
            assertThat(alter.rewritten()).contains(List.of());
            assertThat(alter.growth()).contains(0L);
            assertThat(rehearsal.locksUnseen()).isEmpty();
        } else {
            assertThat(alter.locks()).isEmpty();
            assertThat(rehearsal.locksUnseen().orElseThrow()).isNotBlank();
        }
        assertThat(project.migrate().digest()).contains(rehearsal.digest());
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPlanThatFailsOnTheCopy(Server server) {
        Project project = migrated(Tool.FLYWAY, server).bad(3);
        Contents before = Contents.of(project);

        Report report = Rehearse.run(project.order(), PLAIN, RunListener.NONE);

        assertThat(report.outcome()).isEqualTo("REHEARSAL_FAILED");
        assertThat(report.failure().orElseThrow().message()).contains("failed in 3", "nowhere");
        assertThat(report.state()).contains("Nothing was changed in the database.");
        assertThat(report.rehearsal().orElseThrow().passed()).isFalse();
        assertThat(report.rehearsal()
                        .orElseThrow()
                        .migrations()
                        .get(0)
                        .statements()
                        .get(1)
                        .error())
                .isPresent();
        assertThat(Contents.of(project)).isEqualTo(before);
        assertNothingLeft(project);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPlanAfterWhichTheApplicationsChecksFail(Server server) throws IOException {
        Project project = migrated(Tool.FLYWAY, server).good(3, 3);
        Files.createDirectories(folder.resolve("verify"));
        Files.writeString(folder.resolve("verify/no_third.sql"), "SELECT id FROM t3;\n");
        project.verifyFolder = Optional.of("verify");
        Contents before = Contents.of(project);

        Report report = Rehearse.run(project.order(), PLAIN, RunListener.NONE);

        assertThat(report.outcome()).isEqualTo("REHEARSAL_FAILED");
        assertThat(report.failure().orElseThrow().message()).contains("no_third");
        assertThat(report.rehearsal().orElseThrow().checks())
                .singleElement()
                .satisfies(check -> assertThat(check.passed()).isFalse());
        assertThat(Contents.of(project)).isEqualTo(before);
        assertNothingLeft(project);
    }

    @ParameterizedTest
    @EnumSource
    void removesTheCopyWhenItIsStopped(Server server) {
        Project project = migrated(Tool.FLYWAY, server).good(3, 3);
        Contents before = Contents.of(project);

        Report report = Rehearse.run(project.order(), PLAIN, event -> {
            if (event instanceof RunEvent.PhaseStarted phase && phase.phase().equals("rehearse")) {
                project.cancellation.request("the test asked");
            }
        });

        assertThat(report.outcome()).isEqualTo("CANCELLED");
        assertThat(Contents.of(project)).isEqualTo(before);
        assertNothingLeft(project);
    }

    @ParameterizedTest
    @EnumSource
    void removesTheCopyWhenItIsStoppedWithinAStatement(Tool tool) {
        Project project = migrated(tool, Server.POSTGRESQL);
        tool.write(folder, 3, List.of("SELECT pg_sleep(600)"));

        Report report = Rehearse.run(project.order(), PLAIN, event -> {
            if (event instanceof RunEvent.PhaseStarted phase && phase.phase().equals("rehearse")) {
                new Thread(() -> stopWhenSleeping(project)).start();
            }
        });

        assertThat(report.outcome()).isEqualTo("CANCELLED");
        assertNothingLeft(project);
    }

    private static void stopWhenSleeping(Project project) {
        try (Connection admin = PostgresServer.shared().admin("postgres")) {
            while (Rows.text(
                            admin,
                            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname LIKE"
                                    + " 'migration_scratch_%' AND query LIKE '%pg_sleep(600)%'")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            project.cancellation.request("the test asked");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void measuresAlembicToo() {
        Project project = migrated(Tool.ALEMBIC, Server.POSTGRESQL);
        Tool.ALEMBIC.write(
                folder,
                3,
                List.of(
                        "INSERT INTO t2 SELECT generate_series(2, 5000)",
                        "ALTER TABLE t2 ALTER COLUMN id TYPE bigint"));

        Rehearsal rehearsal = Rehearse.run(project.order(), PLAIN, RunListener.NONE)
                .rehearsal()
                .orElseThrow();

        List<Rehearsal.Statement> statements = rehearsal.migrations().get(0).statements();
        assertThat(statements.get(0).rows()).contains(4999L);
        assertThat(statements.get(0).growth().orElseThrow()).isGreaterThan(100_000);
        assertThat(statements.get(0).rewritten()).contains(List.of());
        assertThat(statements.get(1).rewritten()).contains(List.of("public.t2"));
        assertThat(statements.get(1).locks().orElseThrow())
                .contains(new TableLock("public.t2", "ACCESS EXCLUSIVE", Waits.EVERYBODY));
    }

    @Test
    void seesWhatMariaDbTells() {
        MariaDbServer telling = MariaDbServer.own(
                "--performance-schema=ON", "--performance-schema-instrument=wait/lock/metadata/sql/mdl=ON");
        try {
            Project project = new Project(folder, Tool.FLYWAY, Server.MARIADB, telling.createDatabase());
            try (Connection admin = telling.admin("mysql")) {
                Rows.run(
                        admin,
                        List.of(
                                "GRANT PROCESS ON *.* TO '" + project.database.user() + "'@'%'",
                                "GRANT SELECT ON performance_schema.* TO '" + project.database.user() + "'@'%'"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            project.good(1, 1);
            assertThat(project.migrate().failure()).isEmpty();
            Tool.FLYWAY.write(
                    folder, 2, List.of("ALTER TABLE t1 ADD COLUMN note varchar(20), ALGORITHM = COPY", "DO SLEEP(0)"));

            Rehearsal rehearsal = Rehearse.run(project.order(), PLAIN, RunListener.NONE)
                    .rehearsal()
                    .orElseThrow();

            Rehearsal.Statement alter =
                    rehearsal.migrations().get(0).statements().get(0);
            assertThat(rehearsal.locksUnseen()).isEmpty();
            assertThat(rehearsal.filesUnseen()).isEmpty();
            assertThat(alter.sampled()).isTrue();
            assertThat(alter.rewritten()).contains(List.of("t1"));
        } finally {
            telling.stop();
        }
    }

    @Test
    void letsNothingRunUnrehearsedWhereThatIsDemanded() {
        Project project = migrated(Tool.FLYWAY, Server.POSTGRESQL).bad(3);
        project.rehearsalRequired = true;
        Contents before = Contents.of(project);

        Report refused = project.migrate();

        assertThat(refused.outcome()).isEqualTo("REHEARSAL_FAILED");
        assertThat(refused.migrations()).allMatch(migration -> migration.fate() == Report.Fate.NOT_RUN);
        assertThat(Contents.of(project)).isEqualTo(before);

        project.good(3, 3);
        Report done = project.migrate();
        assertThat(done.failure()).isEmpty();
        assertThat(done.rehearsal().orElseThrow().passed()).isTrue();
        assertNothingLeft(project);

        project.good(4, 4);
        assertThat(Rehearse.run(project.order(), PLAIN, RunListener.NONE).failure())
                .isEmpty();
        Report again = project.migrate();
        assertThat(again.failure()).isEmpty();
        assertThat(again.rehearsal()).as("it was rehearsed already").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesTheCopyInWhichTheBackupWasProven(Server server) {
        Project project = migrated(Tool.FLYWAY, server).good(3, 3);
        project.verification = Verification.RESTORE;
        project.rehearsalRequired = true;

        Report rehearsed = Rehearse.run(project.order(), PLAIN, RunListener.NONE);

        assertThat(rehearsed.failure()).isEmpty();
        assertThat(rehearsed.rehearsal().orElseThrow().passed()).isTrue();
        assertThat(rehearsed.rehearsal().orElseThrow().restored()).isPositive();
        assertRestoredOnce(rehearsed);
        assertNothingLeft(project);

        project.good(4, 4);
        Report stopped = Migrate.run(project.order(), Migrate.Options.NONE, event -> {
            if (event instanceof RunEvent.PhaseFinished phase && phase.phase().equals("verify-backup")) {
                project.cancellation.request("the test asked");
            }
        });
        assertThat(stopped.outcome()).isEqualTo("CANCELLED");
        assertThat(project.has(4)).isFalse();
        assertNothingLeft(project);

        project.cancellation = new Cancellation();
        Report migrated = project.migrate();
        assertThat(migrated.failure()).isEmpty();
        assertThat(migrated.rehearsal().orElseThrow().passed()).isTrue();
        assertRestoredOnce(migrated);
        assertThat(project.has(4)).isTrue();
        assertNothingLeft(project);
    }

    private static void assertRestoredOnce(Report report) {
        assertThat(report.phases())
                .extracting("name")
                .contains("verify-backup", "rehearse")
                .doesNotContain("restore-scratch");
    }

    @Test
    void usesABackupThatExistsUnlessTheSchemaHasMovedOn() {
        Project project = migrated(Tool.FLYWAY, Server.SQLITE);
        assertThat(TakeBackup.run(project.order(), Optional.empty(), RunListener.NONE)
                        .failure())
                .isEmpty();
        project.good(3, 3);
        Rehearse.Options latest = new Rehearse.Options(Optional.of("latest"), false, Approval.NONE);
        String newest =
                Safeguard.backups(project.order()).latest().orElseThrow().id();

        Report report = Rehearse.run(project.order(), latest, RunListener.NONE);

        assertThat(report.failure()).isEmpty();
        assertThat(report.rehearsal().orElseThrow().backup()).isEqualTo(newest);
        project.database.execute("CREATE TABLE extra (id int)");
        Report outdated = Rehearse.run(project.order(), latest, RunListener.NONE);
        assertThat(outdated.outcome()).isEqualTo("REHEARSAL_FAILED");
        assertThat(outdated.failure().orElseThrow().message()).contains("schema of the backup");
    }

    @Test
    void sendsNothingThatReachesOutOfTheCopy() {
        for (String sql : List.of(
                "CREATE ROLE rehearsed_role",
                "DO $$ BEGIN EXECUTE 'DROP USER x'; END $$",
                "SELECT '--', 1 WHERE 'CREATE/**/ROLE' = 'CREATE ROLE x'",
                "DROP /* all */ ROLE x")) {
            refused(Server.POSTGRESQL, "postgresql", sql);
        }
        Project project = refused(Server.MARIADB, "mariadb", "SET GLOBAL max_connections = 500");
        for (String sql : List.of("UPDATE `" + project.database.name() + "` . t1 SET id = 7", "USE mysql")) {
            refused(Server.MARIADB, "mariadb-" + sql.hashCode(), sql.replace(project.database.name(), "%live%"));
        }
        assertThat(project.database.query("SELECT id FROM t1")).isEqualTo("1");
    }

    @Test
    void looksIntoCallbacksToo() throws IOException {
        Project project = migrated(Tool.FLYWAY, Server.POSTGRESQL).good(3, 3);
        Files.writeString(folder.resolve("migrations/afterMigrate.sql"), "CREATE ROLE rehearsed_in_callback;\n");

        assertThat(Rehearse.run(project.order(), PLAIN, RunListener.NONE).outcome())
                .isEqualTo("UNSUPPORTED");
    }

    @Test
    void makesTheCopyOnAnotherServerWhereOneIsNamed() throws SQLException {
        PostgresServer other = PostgresServer.own();
        try {
            Project project = migrated(Tool.FLYWAY, Server.POSTGRESQL).good(3, 3);
            String user = "\"" + project.database.user() + "\"";
            try (Connection admin = other.admin("postgres")) {
                Rows.run(
                        admin,
                        List.of(
                                "CREATE ROLE " + user + " LOGIN CREATEDB PASSWORD '"
                                        + project.database.password().replace("'", "''") + "'",
                                "CREATE DATABASE rehearsals OWNER " + user));
                project.rehearsalUrl = Optional.of("jdbc:postgresql://127.0.0.1:" + other.port() + "/rehearsals");

                Report report = Rehearse.run(project.order(), PLAIN, RunListener.NONE);

                assertThat(report.failure()).isEmpty();
                assertThat(report.rehearsal().orElseThrow().server()).contains(":" + other.port());
                assertThat(Scratches.on(admin)).isEqualTo("0");
            }
        } finally {
            other.stop();
        }
    }

    private Project refused(Server server, String name, String sql) {
        Path own = folder.resolve(name + sql.hashCode());
        Project project = new Project(own, Tool.FLYWAY, server).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        Tool.FLYWAY.write(own, 2, List.of(sql.replace("%live%", project.database.name())));

        Report report = Rehearse.run(project.order(), PLAIN, RunListener.NONE);

        assertThat(report.outcome()).as(sql).isEqualTo("UNSUPPORTED");
        assertThat(report.failure().orElseThrow().message()).contains("reaches beyond a scratch copy");
        assertNothingLeft(project);
        return project;
    }

    @Test
    void writesDownWhatItSaw() throws IOException {
        Project project = migrated(Tool.FLYWAY, Server.SQLITE).good(3, 3);
        Order order = project.order();

        Report report = Rehearse.run(order, PLAIN, RunListener.NONE);

        Rehearsal rehearsal = report.rehearsal().orElseThrow();
        assertThat(Json.read(Files.readString(order.runFolder().resolve("rehearsal.json")), Rehearsal.class))
                .isEqualTo(rehearsal);
        assertThat(RehearsalFiles.find(order, rehearsal.digest())).contains(rehearsal);
        assertThat(Files.readString(order.runFolder().resolve("report.html"))).contains("Rehearsal");
    }

    private Project migrated(Tool tool, Server server) {
        Project project = new Project(folder, tool, server).good(1, 2);
        assertThat(project.migrate().failure()).isEmpty();
        return project;
    }

    /** What is in a database. */
    private record Contents(SortedMap<String, String> schema, SortedMap<String, Long> rows, String values) {
        static Contents of(Project project) {
            Database database = Workbench.reach(project.order());
            return new Contents(
                    database.schema(Set.of()), database.rowCounts(), project.database.query("SELECT SUM(id) FROM t1"));
        }
    }
}
