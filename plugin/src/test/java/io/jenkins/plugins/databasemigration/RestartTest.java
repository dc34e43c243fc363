package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.sql.Connection;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class RestartTest {
    private static final String SCRIPT = """
            node {
              def result = migrateDatabase environment: 'production', credentialsId: 'shop'
              echo "status ${result.status}, applied ${result.applied}, to ${result.toVersion}"
            }
            """;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final SlowShop shop = new SlowShop();

    @Test
    void theMigrationGoesOnWithoutJenkinsAndTheBuildReportsItsTruth() throws Throwable {
        Connection hold = shop.hold();
        sessions.then(jenkins -> {
            WorkflowRun build = shop.job(jenkins, SCRIPT).scheduleBuild2(0).waitForStart();
            Await.until("the migration runs", shop::held);
            jenkins.waitForMessage("applying 1 of 1: V1__late.sql", build);
            assertThat(shop.leaks()).isEmpty();
        });
        assertThat(shop.held()).isTrue();
        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getLastBuild();
            assertThat(build.isBuilding()).isTrue();
            hold.close();

            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("status done, applied [V1__late.sql], to 1", build);
            assertThat(shop.migrated()).isTrue();
            assertThat(build.getAction(DatabaseMigrationAction.class).getResults())
                    .extracting(DatabaseMigrationResult::getStatus)
                    .containsExactly("done");
            assertThat(shop.leaks()).isEmpty();
            assertThat(SlowShop.controlFolders()).isEmpty();
        });
    }

    @Test
    void aMigrationThatEndedMeanwhileIsReportedToo() throws Throwable {
        Connection hold = shop.hold();
        sessions.then(jenkins -> {
            shop.job(jenkins, SCRIPT).scheduleBuild2(0).waitForStart();
            Await.until("the migration runs", shop::held);
        });
        hold.close();
        Await.until("the migration is done", shop::migrated);
        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getLastBuild();
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("status done, applied [V1__late.sql], to 1", build);
        });
    }
}
