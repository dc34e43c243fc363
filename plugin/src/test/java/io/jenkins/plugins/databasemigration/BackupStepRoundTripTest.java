package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.databasemigration.backup.BackupReaders;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BackupStepRoundTripTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void addCredentials(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "backup-key", null, Secret.fromString("a passphrase of a test")));
    }

    @Test
    void theSnippetGeneratorSaysWhatIsNotTheDefault() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);

        snippets.assertRoundTrip(new BackupDatabaseStep(), "backupDatabase()");
        snippets.assertRoundTrip(new RollbackDatabaseStep(), "rollbackDatabase()");
        snippets.assertRoundTrip(new VerifyDatabaseBackupStep(), "verifyDatabaseBackup()");
        snippets.assertRoundTrip(
                proof(),
                "verifyDatabaseBackup backupKeyCredentialsId: 'backup-key', backupsOf: 'shop, ops/nightly',"
                        + " environment: 'production', maxAge: '2d'");
        snippets.assertRoundTrip(
                backup(),
                "backupDatabase archiveBackup: false, backupKeyCredentialsId: 'backup-key', backupRecipient: 'age1x',"
                        + " environment: 'production', keep: true, verification: 'restore'");
        snippets.assertRoundTrip(
                rollback(), "rollbackDatabase environment: 'production', timeout: '30m', toBackupOf: 'shop#41'");
    }

    @Test
    void theFormsKeepEverySetting() throws Exception {
        StepConfigTester forms = new StepConfigTester(jenkins);
        RollbackDatabaseStep down = new RollbackDatabaseStep();
        down.setToVersion("4f1c");

        jenkins.assertEqualDataBoundBeans(backup(), forms.configRoundTrip(backup()));
        jenkins.assertEqualDataBoundBeans(proof(), forms.configRoundTrip(proof()));
        jenkins.assertEqualDataBoundBeans(rollback(), forms.configRoundTrip(rollback()));
        jenkins.assertEqualDataBoundBeans(down, forms.configRoundTrip(down));
        MigrateDatabaseStep migrate = new MigrateDatabaseStep();
        migrate.setArchiveBackup(false);
        migrate.setKeep(true);
        migrate.setBackupKeyCredentialsId("backup-key");
        jenkins.assertEqualDataBoundBeans(migrate, forms.configRoundTrip(migrate));
    }

    @Test
    void everyFieldHasHelp() throws Exception {
        for (Class<?> step :
                new Class<?>[] {BackupDatabaseStep.class, RollbackDatabaseStep.class, VerifyDatabaseBackupStep.class}) {
            DescribableModel<?> model = new DescribableModel<>(step);
            assertThat(model.getHelp()).as(step.getSimpleName()).isNotNull();
            for (DescribableParameter field : model.getParameters()) {
                assertThat(field.getHelp())
                        .as(step.getSimpleName() + "." + field.getName())
                        .isNotNull();
            }
        }
    }

    @Test
    void thePropertyOfAJobIsKeptByItsPageAndSetByItsPipeline() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        jenkins.configRoundtrip(job);
        assertThat(job.getProperty(BackupReaders.class)).isNull();

        job.setDefinition(
                new CpsFlowDefinition("properties([databaseBackupReaders('ops/rollback-shop, ops/other')])", true));
        jenkins.buildAndAssertStatus(Result.SUCCESS, job);
        jenkins.configRoundtrip(job);

        assertThat(job.getProperty(BackupReaders.class).getJobs()).isEqualTo("ops/rollback-shop, ops/other");
    }

    private static BackupDatabaseStep backup() {
        BackupDatabaseStep step = new BackupDatabaseStep();
        step.setEnvironment("production");
        step.setVerification("restore");
        step.setArchiveBackup(false);
        step.setBackupRecipient("age1x");
        step.setBackupKeyCredentialsId("backup-key");
        step.setKeep(true);
        return step;
    }

    private static VerifyDatabaseBackupStep proof() {
        VerifyDatabaseBackupStep step = new VerifyDatabaseBackupStep();
        step.setEnvironment("production");
        step.setBackupsOf("shop, ops/nightly");
        step.setMaxAge("2d");
        step.setBackupKeyCredentialsId("backup-key");
        return step;
    }

    private static RollbackDatabaseStep rollback() throws Exception {
        RollbackDatabaseStep step = new RollbackDatabaseStep();
        step.setEnvironment("production");
        step.setToBackupOf("shop#41");
        step.setTimeout("30m");
        return step;
    }
}
