package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.MariaDbServer;
import io.github.databasemigration.testkit.SecretScan;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** MariaDB takes no change of the schema back, so a run that is killed leaves half a migration. */
@WithJenkins
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HalfMigratedTest {
    private final TestDatabase database = MariaDbServer.shared().createDatabase();

    @Test
    void theBuildSaysWhichHalfTheNextOneRefusesAndARollbackLetsItComplete(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = job().create(jenkins.jenkins);
        WorkflowRun killed;
        try (Connection hold = hold()) {
            killed = job.scheduleBuild2(0).waitForStart();
            Await.until("statement 2 is held", this::held);
            Processes.kill(Processes.ofBuild(job.getName(), 1).orElseThrow());
        }
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(killed));
        DatabaseMigrationResult result = result(killed);
        assertThat(result.getStatus()).isEqualTo("CANCELLED_PARTIAL");
        assertThat(result.getFailure()).contains("was killed in " + ShopJob.SCRIPT + ", while statement 2 ran");
        assertThat(tables()).isEqualTo("early");
        for (String sentence : result.getState()) {
            jenkins.assertLogContains(sentence, killed);
        }

        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(result(refused).getStatus()).isEqualTo("INTERRUPTED_RUN");
        assertThat(tables()).isEqualTo("early");

        job.setDefinition(new CpsFlowDefinition("""
                node {
                  rollbackDatabase environment: 'production', toBackupOf: 1
                  echo "applied ${migrateDatabase(environment: 'production').applied}"
                }
                """, true));
        WorkflowRun repaired = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("applied [" + ShopJob.SCRIPT + "]", repaired);
        assertThat(tables()).isEqualTo("early,late");
        SecretScan scan = new SecretScan(Canary.PASSWORD);
        assertThat(scan.below(jenkins.jenkins.getRootDir().toPath())).isEmpty();
        assertThat(scan.inProcessArguments()).isEmpty();
    }

    private ShopJob job() {
        return new ShopJob(
                database.name(),
                database.jdbcUrl(),
                database.user(),
                database.password(),
                Map.of(ShopJob.SCRIPT, """
                        CREATE TABLE early (id INTEGER);
                        DO GET_LOCK('%s', 600);
                        CREATE TABLE late (id INTEGER);
                        """.formatted(key())),
                "");
    }

    /** A name of the server, not of the database. */
    private String key() {
        return "held-" + database.name();
    }

    /** Holds the second statement until this is closed. */
    private Connection hold() throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DO GET_LOCK('" + key() + "', 0)");
        }
        return connection;
    }

    private boolean held() {
        return !database.query("SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User lock'"
                        + " AND db = DATABASE()")
                .equals("0");
    }

    private String tables() {
        return database.query("SELECT GROUP_CONCAT(table_name ORDER BY table_name) FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_name IN ('early', 'late')");
    }

    private static DatabaseMigrationResult result(WorkflowRun build) {
        return build.getAction(DatabaseMigrationAction.class).getResults().get(0);
    }
}
