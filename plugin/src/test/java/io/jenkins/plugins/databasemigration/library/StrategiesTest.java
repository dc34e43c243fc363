package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.SuiteResult;
import hudson.tasks.junit.TestResult;
import hudson.tasks.junit.TestResultAction;
import io.github.databasemigration.testkit.PostgresServer;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The strategies and the single stages, as a global library. */
@WithJenkins
class StrategiesTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    private static JenkinsRule jenkins;
    private static int jobs;

    @TempDir
    private Path folder;

    private final ShopScript shop = new ShopScript(PostgresServer.shared().createDatabase());

    @BeforeAll
    static void library(JenkinsRule rule) {
        jenkins = rule;
        GlobalLibraries.get().setLibraries(List.of(LibraryFolder.configuration()));
        Gates.people(jenkins);
    }

    @BeforeEach
    void credentials() throws Exception {
        shop.addCredentials();
    }

    @Test
    void nothingIsTakenAwayWhileTheOldVersionServes() throws Exception {
        Path gone = folder.resolve("blue is gone");
        String script = shop.pipeline(
                "strategy: 'expandContract', approval: false, waitMinutes: 0,"
                        + " expand: [target: '2'], contract: [config: 'database-migration-contract.yml']",
                """
                deployGreen { echo "said: green" }
                healthy { echo 'said: healthy?'; true }
                switchTraffic { echo "said: switching $it" }
                retireBlue { echo 'said: gone?'; fileExists('%s') }
                """.formatted(gone));

        assertThat(said(Result.FAILURE, start(script)))
                .containsExactly("green", "healthy?", "switching production", "healthy?", "gone?");
        assertThat(shop.has("owner")).isTrue();
        assertThat(shop.has("old")).isTrue();

        Files.createFile(gone);
        assertThat(said(Result.SUCCESS, start(script)))
                .containsExactly("green", "healthy?", "switching production", "healthy?", "gone?", "gone?");
        assertThat(shop.has("old")).isFalse();
    }

    /** Also where it lets nothing run: the build is red, and says why where people look for it. */
    @Test
    void whatTheChecksFindIsAmongTheTestsAndTheArtifacts() throws Exception {
        shop.database().execute("CREATE SCHEMA old");
        WorkflowRun refused = start(shop.files() + """
                databasePipeline(environments: ['production'], only: '*', junit: 'tests.xml') {
                    checkout {
                        files()
                        writeFile file: 'db/migration/V3__no_old_schema.sql', text: 'DROP SCHEMA old CASCADE;'
                        writeFile file: 'database-migration.yml', text:
                            readFile('database-migration.yml') + 'defaults: {checks: {fail: error}}'
                    }
                    test { writeFile file: 'tests.xml', text: '<testsuite name="shop"><testcase name="pays"/></testsuite>' }
                    deploy { echo 'said: deploying' }
                }
                """);

        assertThat(said(Result.FAILURE, refused)).isEmpty();
        TestResult tests = refused.getAction(TestResultAction.class).getResult();
        assertThat(tests.getSuites())
                .extracting(SuiteResult::getName)
                .containsExactlyInAnyOrder("shop", "migrate-database check production");
        assertThat(tests.getFailedTests()).extracting(CaseResult::getName).contains("V3__no_old_schema.sql");
        assertThat(refused.getArtifacts()).extracting(Run.Artifact::getFileName).contains("check.xml", "check.sarif");
        assertThat(shop.has("id")).isFalse();
    }

    @Test
    void aDeploymentThatFailsPutsTheDatabaseBack() throws Exception {
        WorkflowRun build = start(shop.pipeline("approval: false, onDeployFailure: 'rollback'", """
                deploy { error 'no room' }
                notifications { echo "said: $it.what" }
                """));

        assertThat(said(Result.FAILURE, build)).containsExactly("migrated", "rolledBack", "failed");
        jenkins.assertLogContains("ERROR: no room", build);
        assertThat(shop.has("owner")).isFalse();
    }

    /** Each checkout brings another V2: what is approved is that of the first. */
    @Test
    void aNewerBuildEndsAnOlderOneThatWaitsAndRunsTheFilesThatWereApproved() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop" + jobs++);
        job.setDefinition(LibraryFolder.pipeline(shop.files() + """
                int checkouts = 0
                databasePipeline(environments: ['production'], only: '*', check: false) {
                    checkout {
                        files()
                        checkouts++
                        writeFile file: 'db/migration/V2__owner.sql', text: "ALTER TABLE shop ADD owner$checkouts TEXT;"
                    }
                    deploy {}
                }
                """));
        WorkflowRun older = job.scheduleBuild2(0).waitForStart();
        Gates.waiting(older);
        WorkflowRun newer = job.scheduleBuild2(0).waitForStart();
        Gates.approveAll(jenkins, newer);

        jenkins.assertBuildStatus(Result.SUCCESS, newer);
        jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(older));
        assertThat(shop.has("owner1")).isTrue();
    }

    @Test
    void aJobPutsADatabaseBackAndAnotherProvesItsBackups() throws Exception {
        WorkflowRun migrated =
                start("properties([databaseBackupReaders('shop%d, shop%d')])\n".formatted(jobs + 1, jobs + 2)
                        + shop.pipeline("approval: false", "deploy {}"));
        assertThat(said(Result.SUCCESS, migrated)).isEmpty();

        WorkflowRun rollback = start(shop.files() + """
                databaseRollbackPipeline(environment: 'production', approvers: 'dba', toBackupOf: '%s') {
                    checkout { files() }
                    verify { echo "said: verifying $it" }
                }
                """.formatted(migrated.getExternalizableId()));
        Await.until("a question", () -> rollback.getAction(InputAction.class) != null || !rollback.isBuilding());
        assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
        rollback.getAction(InputAction.class).getExecutions().get(0).proceed(null);
        assertThat(said(Result.SUCCESS, rollback)).containsExactly("verifying production");
        assertThat(shop.has("owner")).isFalse();

        WorkflowRun drill =
                start(shop.files() + """
                backupDrillPipeline(environment: 'production', backupsOf: '%s', cron: 'H 3 * * *') {
                    checkout { files() }
                    notifications { echo "said: $it.what" }
                }
                """.formatted(migrated.getParent().getName()));
        assertThat(said(Result.SUCCESS, drill)).containsExactly("succeeded");
        jenkins.assertLogContains(
                "Fetching backup " + ArchivedBackups.in(migrated).get(0).getId(), drill);
        assertThat(ArchivedBackups.in(drill)).isEmpty();

        WorkflowRun fresh = start(shop.files() + """
                backupDrillPipeline(environment: 'production', fresh: true) {
                    checkout { files() }
                    notifications { echo "said: $it.what" }
                }
                """);
        assertThat(said(Result.SUCCESS, fresh)).containsExactly("succeeded");
        assertThat(ArchivedBackups.in(fresh)).hasSize(1);
    }

    @Test
    void theStagesAreThereForPipelinesOfAnotherShape() throws Exception {
        WorkflowRun scripted = start(shop.files() + """
                def plan
                node {
                    files()
                    plan = planDatabaseMigration environment: 'production', target: '1'
                }
                approveStage environment: 'production', plan: plan, approvers: 'dba'
                def result = migrateStage environment: 'production', plan: plan, checkout: files, target: '1'
                deployStage(environment: 'production', checkout: files) { echo "said: $it at $result.toVersion" }
                """);
        Gates.approve(jenkins, scripted, Gates.waiting(scripted));
        assertThat(said(Result.SUCCESS, scripted)).containsExactly("production at 1");

        WorkflowRun declarative = start(shop.files() + """
                pipeline {
                    agent any
                    stages {
                        stage('Database') {
                            steps {
                                script { files() }
                                migrateStage environment: 'production', approval: false
                            }
                        }
                    }
                }
                """);
        assertThat(said(Result.SUCCESS, declarative)).isEmpty();
        assertThat(shop.has("owner")).isTrue();
    }

    private WorkflowRun start(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop" + jobs++);
        job.setDefinition(LibraryFolder.pipeline(script));
        return job.scheduleBuild2(0).waitForStart();
    }

    private List<String> said(Result result, WorkflowRun build) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
        return build.getLog(2000).stream()
                .filter(line -> line.startsWith("said: "))
                .map(line -> line.substring("said: ".length()))
                .toList();
    }
}
