package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.databasemigration.HeldShop.Place;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds of several jobs meet at one database. */
@WithJenkins
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MeetingTest {
    private JenkinsRule jenkins;

    @Test
    void oneMigratesTheOthersWaitForItAndEachSaysWhatItIsDoing(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setNumExecutors(3);
        try (HeldShop shop = HeldShop.at(Place.MIGRATING)) {
            ShopJob job = shop.job()
                    .with("V1__before.sql", "CREATE TABLE before (id INTEGER);\n")
                    .with("V3__after.sql", "CREATE TABLE after (id INTEGER);\n");
            WorkflowRun first = start(job);
            shop.awaitHeld();
            awaitStatus(first, "applying 2 of 3: " + ShopJob.SCRIPT);

            WorkflowRun second = start(job.named("second"));
            WorkflowRun impatient = start(job.named("impatient"));
            String waiting = "waiting: the database is being migrated by " + shop.name() + " #1 on ";
            for (WorkflowRun build : new WorkflowRun[] {second, impatient}) {
                awaitStatus(build, waiting);
                jenkins.assertLogContains(waiting, build);
            }
            impatient.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(impatient));
            assertThat(result(impatient).getStatus()).isEqualTo("CANCELLED");
            assertThat(first.isBuilding()).isTrue();

            shop.release();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
            assertThat(result(first).getApplied()).containsExactly("V1__before.sql", ShopJob.SCRIPT, "V3__after.sql");
            assertThat(result(second).getApplied()).isEmpty();
            assertThat(result(second).getFromVersion()).isEqualTo("3");
            assertThat(shop.database().query("SELECT COUNT(*) FROM flyway_schema_history WHERE success"))
                    .isEqualTo("3");
        }
    }

    private WorkflowRun start(ShopJob job) throws Exception {
        return job.create(jenkins.jenkins).scheduleBuild2(0).waitForStart();
    }

    /** What the pipeline's views show of the step. */
    private static void awaitStatus(WorkflowRun build, String status) throws Exception {
        Await.until(build + " is " + status, () -> build.getExecution().getCurrentExecutions(true).get().stream()
                .map(StepExecution::getStatus)
                .anyMatch(now -> now != null && now.startsWith(status)));
    }

    private static DatabaseMigrationResult result(WorkflowRun build) {
        return build.getAction(DatabaseMigrationAction.class).getResults().get(0);
    }
}
