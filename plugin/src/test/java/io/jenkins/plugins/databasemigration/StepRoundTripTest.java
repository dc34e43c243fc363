package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.databasemigration.approval.ApproveDatabaseMigrationStep;
import io.jenkins.plugins.databasemigration.scheduled.AwaitRollbackTimeStep;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StepRoundTripTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void addCredentials(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop-production", "the shop", "shop", "a password of a test"));
    }

    @Test
    void theSnippetGeneratorSaysNothingThatIsTheDefault() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);

        snippets.assertRoundTrip(new PlanDatabaseMigrationStep(), "planDatabaseMigration()");
        snippets.assertRoundTrip(new MigrateDatabaseStep(), "migrateDatabase()");
    }

    @Test
    void theSnippetGeneratorSaysEverySetting() throws Exception {
        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        everything(),
                        "migrateDatabase backup: 'restore', config: 'db/database-migration.yml',"
                                + " credentialsId: 'shop-production', environment: 'production', jdk: 'jdk-17',"
                                + " locations: 'db/one,db/two', onFailure: 'restore', phase: 'expand', target: '7', timeout: '30m',"
                                + " tool: 'flyway', url: 'jdbc:postgresql://db/shop'");
    }

    @Test
    void aMigrationKeepsAGateOfItsOwnAndWhatBecomesOfItsBackup() throws Exception {
        ApproveDatabaseMigrationStep gate = new ApproveDatabaseMigrationStep();
        gate.setApprovers("dba");
        gate.setRequired(2);
        MigrateDatabaseStep step = new MigrateDatabaseStep();
        step.setApproval(gate);
        step.setArchiveBackup(false);
        step.setKeep(true);
        step.setBackupRecipient("age1x");

        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        step,
                        "migrateDatabase approval: [approvers: 'dba', required: 2], archiveBackup: false,"
                                + " backupRecipient: 'age1x', keep: true");
        MigrateDatabaseStep kept = new StepConfigTester(jenkins).configRoundTrip(step);
        jenkins.assertEqualDataBoundBeans(gate, kept.getApproval());
        jenkins.assertEqualDataBoundBeans(step, kept);
    }

    @Test
    void theGateIsKeptToo() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        ApproveDatabaseMigrationStep step = new ApproveDatabaseMigrationStep();
        snippets.assertRoundTrip(step, "approveDatabaseMigration()");

        step.setApprovers("alice, dba");
        step.setRequired(2);
        step.setNotStarter(true);
        step.setNotAuthors(true);
        step.setNotAdministrators(true);
        step.setReasonRequired(true);
        step.setExpiresAfter("2d");
        step.setRemindEvery("4h");

        snippets.assertRoundTrip(
                step,
                "approveDatabaseMigration approvers: 'alice, dba', expiresAfter: '2d', notAdministrators: true,"
                        + " notAuthors: true, notStarter: true, reasonRequired: true, remindEvery: '4h', required: 2");
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void theFormKeepsEverySetting() throws Exception {
        MigrateDatabaseStep step = everything();

        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void theFormOfThePlanKeepsEverySettingToo() throws Exception {
        PlanDatabaseMigrationStep step = new PlanDatabaseMigrationStep();
        fill(step);
        step.setPhase("contract");

        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void theTimeOfARollbackIsKeptToo() throws Exception {
        AwaitRollbackTimeStep step = new AwaitRollbackTimeStep("2026-11-24T02:00+01:00[Europe/Berlin]");
        step.setEnvironment("production");

        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        step,
                        "awaitRollbackTime at: '2026-11-24T02:00+01:00[Europe/Berlin]', environment: 'production'");
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void everyFieldHasHelp() throws Exception {
        for (Class<?> step : new Class<?>[] {
            PlanDatabaseMigrationStep.class,
            MigrateDatabaseStep.class,
            ApproveDatabaseMigrationStep.class,
            AwaitRollbackTimeStep.class
        }) {
            DescribableModel<?> model = new DescribableModel<>(step);
            assertThat(model.getHelp()).as(step.getSimpleName()).isNotNull();
            for (DescribableParameter field : model.getParameters()) {
                assertThat(field.getHelp())
                        .as(step.getSimpleName() + "." + field.getName())
                        .isNotNull();
            }
        }
    }

    private static MigrateDatabaseStep everything() {
        MigrateDatabaseStep step = new MigrateDatabaseStep();
        fill(step);
        step.setBackup("restore");
        step.setOnFailure("restore");
        step.setTimeout("30m");
        step.setPhase("expand");
        return step;
    }

    private static void fill(DatabaseMigrationStep step) {
        step.setEnvironment("production");
        step.setConfig("db/database-migration.yml");
        step.setCredentialsId("shop-production");
        step.setUrl("jdbc:postgresql://db/shop");
        step.setTool("flyway");
        step.setLocations("db/one,db/two");
        step.setTarget("7");
        step.setJdk("jdk-17");
    }
}
