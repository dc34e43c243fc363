package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.report.Report;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is asked to stop stops in the server too, and says what it left. */
class StopTest {
    private static final List<String> SLOW = List.of("CREATE TABLE t2 (id INTEGER)", "SELECT pg_sleep(600)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void cancelsTheStatementInTheServerAndRollsBack(Tool tool) {
        Project project = new Project(folder, tool, Server.POSTGRESQL).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        tool.write(folder, 2, SLOW);

        Report report = Migrate.run(
                project.order(),
                Migrate.Options.NONE,
                whenSleeping(() -> project.cancellation.request("the test asked")));

        assertThat(report.outcome()).isEqualTo("CANCELLED_UNCHANGED");
        assertThat(report.failure().orElseThrow().message()).contains("the test asked");
        assertThat(project.has(2)).isFalse();
        assertThat(project.database.query("SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%'"
                        + " AND state = 'active' AND pid <> pg_backend_pid()"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void stopsTheToolThatWaitsForItsHistory(Tool tool) throws SQLException {
        Project project = new Project(folder, tool, Server.POSTGRESQL).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 2);
        try (Connection holding = project.database.connect();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("LOCK TABLE "
                    + switch (tool) {
                        case FLYWAY -> "flyway_schema_history";
                        case ALEMBIC -> "alembic_version";
                        case LIQUIBASE -> "databasechangelog";
                    });

            Report report = Migrate.run(project.order(), Migrate.Options.NONE, event -> {
                if (event instanceof RunEvent.PhaseStarted phase
                        && phase.phase().equals("plan")) {
                    new Thread(() -> stopWhenWaiting(project)).start();
                }
            });

            assertThat(report.outcome()).isEqualTo("CANCELLED");
            assertThat(report.failure().orElseThrow().message()).contains("the test asked");
        }
    }

    private static void stopWhenWaiting(Project project) {
        while (project.database
                .query("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .equals("0")) {
            Thread.onSpinWait();
        }
        project.cancellation.request("the test asked");
    }

    @ParameterizedTest
    @EnumSource
    void stopsBeforeTheFirstMigration(Tool tool) {
        Project project = new Project(folder, tool, Server.POSTGRESQL).good(1, 1);

        Report report = Migrate.run(project.order(), Migrate.Options.NONE, event -> {
            if (event instanceof RunEvent.PhaseStarted phase && phase.phase().equals("migrate")) {
                project.cancellation.request("the test asked");
            }
        });

        assertThat(report.outcome()).isEqualTo("CANCELLED");
        assertThat(report.failure().orElseThrow().message()).contains("the test asked");
        assertThat(project.has(1)).isFalse();
    }

    @Test
    void stopsWhenItsTimeIsOver() {
        Project project = new Project(folder, Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, SLOW);
        project.total = Duration.ofSeconds(5);
        Report report = project.migrate();
        assertThat(report.outcome()).isIn("CANCELLED_UNCHANGED", "CANCELLED");
        assertThat(report.failure().orElseThrow().message()).contains("time limit");
        assertThat(project.has(2)).isFalse();
    }

    @Test
    void stopsWhenItsLockIsLost() {
        Project project = new Project(folder, Tool.FLYWAY, Server.POSTGRESQL);
        Tool.FLYWAY.write(folder, 2, SLOW);
        Report report = Migrate.run(
                project.order(),
                Migrate.Options.NONE,
                whenSleeping(
                        () -> project.database.query("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                + " WHERE application_name LIKE 'tester@localhost:%'")));
        assertThat(report.outcome()).isEqualTo("CANCELLED_UNCHANGED");
        assertThat(report.failure().orElseThrow().message()).contains("lock of the database was lost");
        assertThat(project.has(2)).isFalse();
    }

    @Test
    void doesNothingWhenItWasStoppedBefore() {
        Project project = new Project(folder, Tool.FLYWAY, Server.SQLITE).good(1, 1);
        project.cancellation.request("too late");
        Report report = project.migrate();
        assertThat(report.outcome()).isEqualTo("CANCELLED");
        assertThat(project.has(1)).isFalse();
    }

    private static RunListener whenSleeping(Runnable act) {
        return event -> {
            if (event instanceof RunEvent.StatementStarted statement
                    && statement.sql().contains("pg_sleep")) {
                new Thread(act).start();
            }
        };
    }
}
