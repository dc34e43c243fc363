package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackup;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import java.sql.Connection;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The backup that is needed most is that of a run that did not come to its end. */
@WithJenkins
class KilledRunBackupTest {
    private final SlowShop shop = new SlowShop();

    @Test
    void isArchivedAndBringsTheDatabaseBack(JenkinsRule jenkins) throws Exception {
        shop.database().execute("CREATE TABLE precious (id INTEGER)");
        WorkflowJob job =
                shop.job(jenkins, "node { migrateDatabase environment: 'production', config: 'baseline.yml' }");
        jenkins.jenkins
                .getWorkspaceFor(job)
                .child("baseline.yml")
                .write(
                        "flyway: {baselineOnMigrate: true, baselineVersion: '0'}\nenvironments: {production: {url: '"
                                + shop.database().jdbcUrl() + "', credentials: {id: " + SlowShop.CREDENTIALS
                                + "}}}\n",
                        "UTF-8");
        WorkflowRun killed;
        try (Connection hold = shop.hold()) {
            killed = job.scheduleBuild2(0).waitForStart();
            Await.until("the migration runs", shop::held);
            Processes.kill(Processes.ofBuild("shop", 1).orElseThrow());
        }
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(killed));

        ArchivedBackup backup = ArchivedBackups.in(killed).get(0);
        assertThat(backup.isWhole(killed)).isTrue();
        assertThat(backup.getVerification()).isEqualTo("readable");
        shop.database().execute("DROP TABLE precious");
        job.setDefinition(new CpsFlowDefinition(
                "node { rollbackDatabase toBackupOf: 1, environment: 'production', config: 'baseline.yml' }", true));
        jenkins.buildAndAssertSuccess(job);
        assertThat(shop.database().query("SELECT COUNT(*) FROM precious")).isEqualTo("0");
        assertThat(shop.leaks()).isEmpty();
        assertThat(SlowShop.controlFolders()).isEmpty();
    }
}
