package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.event.Blocker;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.testkit.MariaDbServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Migrations that meet somebody's lock: they let the application through, try again, and leave nothing half. */
class LockSafetyTest {
    /** MariaDB counts in seconds. */
    private static final Duration LOCK = Duration.ofSeconds(1);

    /** What a busy machine may add to the promise. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final List<RunEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void beginsTheTransactionAgainAndLetsTheApplicationThroughMeanwhile(Tool tool) throws Exception {
        Project project = blockable(tool, Server.POSTGRESQL);
        tool.write(folder, 2, List.of("CREATE TABLE t2 (id INTEGER)", "ALTER TABLE t1 ADD COLUMN n INTEGER"));

        try (Blocking blocking = Blocking.after(project.database, "SELECT *, 'a customer' FROM t1");
                Application application = new Application(project.database, "SELECT COUNT(*) FROM t1")) {
            Report report = migrate(project, timedOut -> {
                application.awaitAnswer();
                if (timedOut.attempt() == 2) {
                    blocking.release();
                }
            });

            assertThat(report.outcome()).isEqualTo("done");
            assertThat(application.longestStall()).isLessThan(LOCK.plus(TOLERANCE));
            assertThat(events.toString()).doesNotContain("customer");
            assertThat(blockers()).extracting(Blocker::session).containsOnly(blocking.session());
            assertThat(blockers()).allMatch(Blocker::certain);
            assertThat(blockers())
                    .allMatch(blocker -> blocker.state().orElseThrow().equals("idle in transaction")
                            && blocker.user().orElseThrow().equals(project.database.user())
                            && blocker.query().isPresent()
                            && blocker.transaction().isPresent());
            assertThat(report.notes())
                    .anyMatch(note -> note.contains("session " + blocking.session()))
                    .anyMatch(note -> note.contains("attempt 1; tries again"));
        }
        assertThat(of(RunEvent.LockTimedOut.class)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(of(RunEvent.MigrationFailed.class)).allMatch(RunEvent.MigrationFailed::rolledBack);
        assertThat(of(RunEvent.MigrationStarted.class))
                .hasSize(of(RunEvent.LockTimedOut.class).size() + 1)
                .allMatch(started -> started.index() == 1 && started.total() == 1);
        assertThat(project.has(2)).isTrue();
        assertThat(project.database.query("SELECT COUNT(n) FROM t1")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void beginsAllMigrationsOfOneTransactionAgain(Tool tool) throws Exception {
        Project project = blockable(tool, Server.POSTGRESQL);
        project.transaction = TransactionMode.ALL;
        project.good(2, 2);
        tool.write(folder, 3, List.of("ALTER TABLE t1 ADD COLUMN n INTEGER"));

        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM t1")) {
            Report report = migrate(project, timedOut -> {
                assertThat(project.has(2)).isFalse();
                blocking.release();
            });

            assertThat(report.outcome()).isEqualTo("done");
            assertThat(report.migrations())
                    .allMatch(migration -> migration.fate() == Report.Fate.APPLIED)
                    .allMatch(migration -> migration.statements().stream().allMatch(Report.StatementRecord::ok));
        }
        assertThat(project.database.query("SELECT COUNT(*) FROM t2")).isEqualTo("1");
    }

    @Test
    void givesUpAfterItsTimeWithAKnownState() throws Exception {
        Project project = blockable(Tool.FLYWAY, Server.POSTGRESQL);
        project.lock = Duration.ofMillis(300);
        project.retrying = Duration.ofSeconds(1);
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE t1 ADD COLUMN n INTEGER"));

        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM t1")) {
            Report report = migrate(project, timedOut -> {});

            assertThat(report.outcome()).isEqualTo("LOCK_TIMED_OUT_UNCHANGED");
            assertThat(report.exitStatus()).isEqualTo(63);
            assertThat(report.failure().orElseThrow().message()).contains("session " + blocking.session());

            Tool.FLYWAY.write(folder, 2, List.of("CREATE TABLE t2 (id INTEGER)"));
            Tool.FLYWAY.write(folder, 3, List.of("ALTER TABLE t1 ADD COLUMN n INTEGER"));
            Report second = migrate(project, timedOut -> {});

            assertThat(second.outcome()).isEqualTo("LOCK_TIMED_OUT_AT_VERSION");
            assertThat(second.exitStatus()).isEqualTo(88);
            assertThat(second.toVersion()).contains(Tool.FLYWAY.version(2));
        }
        assertThat(project.migrate().outcome()).isEqualTo("done");
    }

    @Test
    void goesOnWithWhatIsLeft() throws Exception {
        Project project = blockable(Tool.FLYWAY, Server.POSTGRESQL);
        project.good(2, 2);
        Tool.FLYWAY.write(folder, 3, List.of("ALTER TABLE t1 ADD COLUMN n INTEGER"));

        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM t1")) {
            assertThat(migrate(project, timedOut -> blocking.release()).outcome())
                    .isEqualTo("done");
        }
        assertThat(of(RunEvent.MigrationStarted.class))
                .extracting(RunEvent.MigrationStarted::index)
                .startsWith(1, 2, 2);
        assertThat(project.database.query("SELECT COUNT(*) FROM t2")).isEqualTo("1");
    }

    @Test
    void goesDownWithWhatIsLeft() throws Exception {
        Project project = blockable(Tool.ALEMBIC, Server.POSTGRESQL);
        project.good(2, 3);
        assertThat(project.migrate().outcome()).isEqualTo("done");

        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM t2")) {
            Migrate.Options down = new Migrate.Options(Approval.NONE, Direction.down("v1"), false);
            Report report = Migrate.run(project.order(), down, event -> {
                events.add(event);
                if (event instanceof RunEvent.LockTimedOut) {
                    blocking.release();
                }
            });
            assertThat(report.failure()).isEmpty();
        }
        assertThat(of(RunEvent.LockTimedOut.class)).isNotEmpty();
        assertThat(project.has(1)).isTrue();
        assertThat(project.has(2)).isFalse();
        assertThat(project.has(3)).isFalse();
    }

    @Test
    void refusesWhatWasChangedBetweenTwoAttempts() throws Exception {
        Project project = blockable(Tool.ALEMBIC, Server.POSTGRESQL);
        Tool.ALEMBIC.write(folder, 2, List.of("ALTER TABLE t1 ADD COLUMN n INTEGER"));
        Path data = folder.resolve("migrations/versions/rows.csv");
        write(data, "1\n");

        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM t1")) {
            Report report = migrate(project, timedOut -> {
                write(data, "2\n");
                blocking.release();
            });
            assertThat(report.outcome()).isEqualTo("MIGRATION_FAILED_UNCHANGED");
            assertThat(report.failure().orElseThrow().message())
                    .contains("Other than planned: migrations/versions/rows.csv");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runsNoCallbackTwice() throws Exception {
        Project project = blockable(Tool.FLYWAY, Server.POSTGRESQL);
        write(folder.resolve("migrations/beforeMigrate.sql"), "INSERT INTO t1 VALUES (2);\n");
        Tool.FLYWAY.write(folder, 2, List.of("ALTER TABLE t1 ADD COLUMN n INTEGER"));

        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM t1")) {
            Report report = migrate(project, timedOut -> {});

            assertThat(report.outcome()).isEqualTo("LOCK_TIMED_OUT_AT_VERSION");
            assertThat(blockers()).extracting(Blocker::session).containsOnly(blocking.session());
            assertThat(report.notes()).anyMatch(note -> note.contains("beforeMigrate.sql has run"));
        }
        assertThat(project.database.query("SELECT COUNT(*) FROM t1")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void sendsAStatementOfMariaDbAgain(Tool tool) throws Exception {
        Project project = blockable(tool, Server.MARIADB);
        showAllTransactionsTo(project.database.user());
        tool.write(folder, 2, List.of("CREATE TABLE t2 (id INTEGER)", "ALTER TABLE t1 ADD COLUMN n INTEGER"));

        try (Blocking blocking = Blocking.after(project.database, "SELECT * FROM t1");
                Application application = new Application(project.database, "SELECT COUNT(*) FROM t1")) {
            Report report = migrate(project, timedOut -> {
                application.awaitAnswer();
                if (timedOut.attempt() == 2) {
                    blocking.release();
                }
            });

            assertThat(report.outcome()).isEqualTo("done");
            assertThat(application.longestStall()).isLessThan(LOCK.plus(TOLERANCE));
            assertThat(blockers()).extracting(Blocker::session).contains(blocking.session());
        }
        assertThat(of(RunEvent.LockTimedOut.class)).allMatch(timedOut -> timedOut.index() == 2);
        assertThat(of(RunEvent.MigrationStarted.class)).hasSize(1);
        assertThat(project.database.query("SELECT COUNT(n) FROM t1")).isEqualTo("0");
    }

    private static void showAllTransactionsTo(String user) throws Exception {
        try (Connection admin = MariaDbServer.shared().admin("mysql");
                Statement statement = admin.createStatement()) {
            statement.execute("GRANT PROCESS ON *.* TO " + user + "@'%'");
        }
    }

    @Test
    void neverSendsAChangeOfRowsAgainInMariaDb() throws Exception {
        Project project = blockable(Tool.FLYWAY, Server.MARIADB);
        showAllTransactionsTo(project.database.user());
        Tool.FLYWAY.write(folder, 2, List.of("CREATE TABLE t2 (id INTEGER)", "UPDATE t1 SET id = id + 10"));

        try (Blocking blocking = Blocking.after(project.database, "UPDATE t1 SET id = 5")) {
            Report report = migrate(project, timedOut -> blocking.release());

            assertThat(report.exitStatus()).isEqualTo(80);
            assertThat(blockers()).extracting(Blocker::session).containsOnly(blocking.session());
            assertThat(blockers()).allMatch(Blocker::certain);
        }
        assertThat(of(RunEvent.LockTimedOut.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void buildsAnIndexBesideTheApplicationWaitingForOlderTransactions(Tool tool) throws Exception {
        Project project = blockable(tool, Server.POSTGRESQL);
        concurrently(tool, "CREATE INDEX CONCURRENTLY by_id ON t1 (id)");

        try (Blocking blocking = Blocking.after(project.database, "INSERT INTO t1 VALUES (7)")) {
            Report report = migrate(
                    project,
                    event -> {
                        if (event instanceof RunEvent.LockAwaited) {
                            blocking.release();
                        }
                    },
                    timedOut -> {});

            assertThat(report.outcome()).isEqualTo("done");
            assertThat(blockers()).extracting(Blocker::session).contains(blocking.session());
        }
        assertThat(of(RunEvent.LockTimedOut.class)).isEmpty();
        assertThat(valid(project, "by_id")).isEqualTo("t");
    }

    @Test
    void dropsTheInvalidIndexThatItLeftAndNoOther() throws Exception {
        Project project = blockable(Tool.FLYWAY, Server.POSTGRESQL);
        project.database.execute("CREATE TABLE other (id INTEGER)", "INSERT INTO other VALUES (1), (1)");
        leaveInvalid(project, "CREATE UNIQUE INDEX CONCURRENTLY theirs ON other (id)");
        project.database.execute("INSERT INTO t1 SELECT id FROM t1");
        concurrently(Tool.FLYWAY, "CREATE UNIQUE INDEX CONCURRENTLY ours ON t1 (id)");

        Report report = migrate(project, timedOut -> {});

        assertThat(report.outcome()).isEqualTo("MIGRATION_FAILED_UNCHANGED");
        assertThat(report.notes()).anyMatch(note -> note.contains("Dropped the invalid index public.ours of t1"));
        assertThat(project.database.query("SELECT COUNT(*) FROM pg_class WHERE relname = 'ours'"))
                .isEqualTo("0");
        assertThat(valid(project, "theirs")).isEqualTo("f");
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE INDEX CONCURRENTLY by_id ON t1 (id), by_id, by_id",
        "REINDEX INDEX CONCURRENTLY by_old, by_old_ccnew, by_old"
    })
    void sendsAConcurrentStatementAgainWhenWhatItLeftIsGone(String sql, String left, String index) throws Exception {
        Project project = blockable(Tool.FLYWAY, Server.POSTGRESQL);
        project.database.execute("CREATE INDEX by_old ON t1 (id)");
        // The script's own limit goes before ours.
        concurrently(Tool.FLYWAY, "SET lock_timeout = '300ms'", sql);

        try (Blocking blocking = Blocking.after(project.database, "INSERT INTO t1 VALUES (7)")) {
            Report report = migrate(project, timedOut -> {
                if (timedOut.attempt() == 1) {
                    assertThat(valid(project, left)).isEqualTo("f");
                }
                blocking.release();
            });

            assertThat(report.outcome()).isEqualTo("done");
            assertThat(report.notes())
                    .anyMatch(note -> note.contains("Dropped the invalid index public." + left + " of t1"));
        }
        assertThat(of(RunEvent.LockTimedOut.class)).isNotEmpty();
        assertThat(valid(project, index)).isEqualTo("t");
    }

    @Test
    void saysWhichInvalidIndexItHadToLeave() throws Exception {
        Project project = blockable(Tool.FLYWAY, Server.POSTGRESQL);
        project.retrying = project.lock;
        concurrently(Tool.FLYWAY, "CREATE INDEX CONCURRENTLY by_id ON t1 (id)");

        try (Blocking blocking = Blocking.after(project.database, "INSERT INTO t1 VALUES (7)")) {
            Report report = migrate(project, timedOut -> {});

            assertThat(report.exitStatus()).isEqualTo(80);
            assertThat(report.failure().orElseThrow().message()).contains("session " + blocking.session());
            assertThat(report.notes()).anyMatch(note -> note.contains("left the invalid index public.by_id of t1"));
        }
    }

    private static String valid(Project project, String index) {
        return project.database.query(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = CAST('" + index + "' AS regclass)");
    }

    private static void leaveInvalid(Project project, String sql) throws Exception {
        try (Connection connection = project.database.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("duplicate");
        }
    }

    /** A second migration that runs outside of any transaction. */
    private void concurrently(Tool tool, String... statements) {
        tool.write(folder, 2, List.of(statements));
        switch (tool) {
            case FLYWAY -> write(folder.resolve("migrations/V2__t2.sql.conf"), "executeInTransaction=false\n");
            case ALEMBIC ->
                rewrite(
                        "migrations/versions/v2.py",
                        "def upgrade():\n    ",
                        "def upgrade():\n  with op.get_context().autocommit_block():\n    ");
            case LIQUIBASE ->
                rewrite("migrations/v2.sql", "--changeset tests:v2", "--changeset tests:v2 runInTransaction:false");
        }
    }

    private void rewrite(String file, String text, String other) {
        Path path = folder.resolve(file);
        write(path, read(path).replace(text, other));
    }

    /** A project with the table {@code t1} that somebody may lock. */
    private Project blockable(Tool tool, Server server) {
        Project project = new Project(folder, tool, server);
        project.backup = false;
        tool.write(folder, 1, List.of("CREATE TABLE t1 (id INTEGER)", "INSERT INTO t1 VALUES (1)"));
        assertThat(project.migrate().failure()).isEmpty();
        project.lock = server == Server.MARIADB ? LOCK : LOCK.dividedBy(2);
        project.retrying = Duration.ofMinutes(5);
        return project;
    }

    private Report migrate(Project project, Consumer<RunEvent.LockTimedOut> onTimeout) {
        return migrate(project, event -> {}, onTimeout);
    }

    private Report migrate(Project project, RunListener listener, Consumer<RunEvent.LockTimedOut> onTimeout) {
        events.clear();
        return Migrate.run(project.order(), Migrate.Options.NONE, event -> {
            events.add(event);
            listener.on(event);
            if (event instanceof RunEvent.LockTimedOut timedOut) {
                onTimeout.accept(timedOut);
            }
        });
    }

    private List<Blocker> blockers() {
        return of(RunEvent.LockAwaited.class).stream()
                .flatMap(awaited -> awaited.blockers().stream())
                .toList();
    }

    private <T extends RunEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
