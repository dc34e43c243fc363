package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often a run logs in to PostgreSQL, by the server's own count. */
class LoginsTest {
    @TempDir
    Path folder;

    private Project project;

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRunLogsInForItsQuestionsForTheLockAndToMigrate() throws SQLException {
        project = new Project(folder, Tool.FLYWAY, Server.POSTGRESQL).good(1, 1);
        project.backup = false;

        assertThat(loginsOf(this::migrate)).isEqualTo(3);
        assertThat(loginsOf(this::migrate)).as("nothing to do").isEqualTo(1);
        assertThat(project.has(1)).isTrue();
    }

    private void migrate() {
        Order order = project.order();
        try (KeptSessions kept = new KeptSessions()) {
            Order ours = new Order(
                    order.configuration(),
                    order.environment(),
                    order.credentials(),
                    order.redactor(),
                    order.processEnvironment(),
                    order.holder(),
                    order.cancellation(),
                    kept);
            assertThat(Migrate.run(ours, Migrate.Options.NONE, RunListener.NONE).failure())
                    .isEmpty();
        }
    }

    private long loginsOf(Runnable work) throws SQLException {
        long before = logins();
        work.run();
        return logins() - before;
    }

    private long logins() throws SQLException {
        try (Connection admin = PostgresServer.shared().admin("postgres")) {
            String there = "SELECT count(*) FROM pg_stat_activity WHERE datname = ?";
            while (!Rows.text(admin, there, project.database.name()).equals("0")) {
                // Each is counted at the latest when it ends.
                Thread.onSpinWait();
            }
            return Long.parseLong(Rows.text(
                    admin, "SELECT sessions FROM pg_stat_database WHERE datname = ?", project.database.name()));
        }
    }
}
