package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.sql.Connection;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StopTest {
    private final SlowShop shop = new SlowShop();

    @Test
    void anAbortCancelsTheStatementAndWaitsForTheStateOfTheDatabase(JenkinsRule jenkins) throws Exception {
        try (Connection hold = shop.hold()) {
            WorkflowRun build = shop.job(jenkins, "node { migrateDatabase environment: 'production' }")
                    .scheduleBuild2(0)
                    .waitForStart();
            Await.until("the migration runs", shop::held);

            build.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));

            assertThat(shop.held()).isFalse();
            assertThat(shop.migrated()).isFalse();
            jenkins.assertLogContains("stopping: whoever started this program asked it to stop", build);
            DatabaseMigrationResult result =
                    build.getAction(DatabaseMigrationAction.class).getResults().get(0);
            assertThat(result.getStatus()).isEqualTo("CANCELLED_UNCHANGED");
            assertThat(result.getApplied()).isEmpty();
            for (String sentence : result.getState()) {
                jenkins.assertLogContains(sentence, build);
            }
            assertThat(shop.leaks()).isEmpty();
            assertThat(SlowShop.controlFolders()).isEmpty();
        }
    }
}
