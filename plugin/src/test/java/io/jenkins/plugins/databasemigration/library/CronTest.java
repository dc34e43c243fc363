package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.triggers.TimerTrigger;
import io.github.databasemigration.testkit.PostgresServer;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.protection.DatabaseMigrationConfiguration;
import io.jenkins.plugins.databasemigration.protection.ProtectedDatabase;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalUntrustedLibraries;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs that the clock of Jenkins itself starts: this takes a minute, because nothing less is a cron expression. */
@WithJenkins
class CronTest {
    private static final String EVERY_MINUTE = "cron: '* * * * *'";

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    private final ShopScript shop = new ShopScript(PostgresServer.shared().createDatabase());
    private JenkinsRule jenkins;

    @Test
    void theTimerStartsARollbackAndADrillAndThePagesShowBoth(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GlobalUntrustedLibraries.get().setLibraries(List.of(LibraryFolder.configuration()));
        shop.addCredentials();
        protect();
        jenkins.buildAndAssertSuccess(job(
                "shop",
                "properties([databaseBackupReaders('back, drill')])\nnode { files();"
                        + " migrateDatabase environment: 'production', backup: 'readable' }"));
        assertThat(page("database-migrations/")).contains("Never proven");

        WorkflowJob drill = job(
                "drill",
                "backupDrillPipeline(environment: 'production', backupsOf: 'shop', " + EVERY_MINUTE
                        + ") { checkout { files() } }");
        WorkflowJob back = job(
                "back",
                "databaseRollbackPipeline(environment: 'production', toBackupOf: 'shop#1', " + EVERY_MINUTE
                        + ") { checkout { files() } }");
        // The first builds bring the timers.
        WorkflowRun byHand = back.scheduleBuild2(0).waitForStart();
        answer(byHand, false);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(byHand));
        jenkins.buildAndAssertSuccess(drill);

        WorkflowRun proven = byTimer(drill);
        WorkflowRun rolledBack = byTimer(back);
        answer(rolledBack, true);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(proven));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(rolledBack));

        assertThat(shop.has("owner")).isFalse();
        assertThat(page("job/drill/database-migrations/")).contains("#" + proven.getNumber(), "proof of a backup");
        assertThat(page("job/back/database-migrations/")).contains("#" + rolledBack.getNumber(), "rollback", "Done");
        assertThat(page("database-migrations/"))
                .contains("rollback", "back #" + rolledBack.getNumber(), "restored in")
                .doesNotContain("Never proven", "waits for");
    }

    private static void protect() {
        ProtectedDatabase policy = new ProtectedDatabase("production");
        policy.setEnvironments("production");
        policy.setProofMaxAge("26h");
        DatabaseMigrationConfiguration.get().setProtectedDatabases(List.of(policy));
    }

    private WorkflowJob job(String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(LibraryFolder.pipeline(shop.files() + script));
        return job;
    }

    /** The first build that the timer starts, and the last one. */
    private static WorkflowRun byTimer(WorkflowJob job) throws Exception {
        Await.until("the timer starts " + job, () -> timed(job) != null);
        job.makeDisabled(true);
        return timed(job);
    }

    private static WorkflowRun timed(WorkflowJob job) {
        WorkflowRun first = null;
        for (WorkflowRun build : job.getBuilds()) {
            first = build.getCause(TimerTrigger.TimerTriggerCause.class) == null ? first : build;
        }
        return first;
    }

    private static void answer(WorkflowRun build, boolean yes) throws Exception {
        Await.until("a question of " + build, () -> build.getAction(InputAction.class) != null || !build.isBuilding());
        if (yes) {
            build.getAction(InputAction.class).getExecutions().get(0).proceed(null);
        } else {
            build.getAction(InputAction.class).getExecutions().get(0).doAbort();
        }
    }

    private String page(String path) throws Exception {
        return jenkins.createWebClient().goTo(path).asNormalizedText();
    }
}
