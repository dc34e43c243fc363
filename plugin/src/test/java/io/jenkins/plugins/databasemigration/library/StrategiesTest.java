package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.SuiteResult;
import hudson.tasks.junit.TestResult;
import hudson.tasks.junit.TestResultAction;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
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

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @BeforeAll
    static void library(JenkinsRule rule) {
        jenkins = rule;
        GlobalLibraries.get().setLibraries(List.of(LibraryFolder.configuration()));
        Gates.people(jenkins);
    }

    @BeforeEach
    void credentials() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, database.name(), null, database.user(), database.password()));
    }

    @Test
    void theCodeComesBeforeTheSchemaWhereAnOperatorMigrates() throws Exception {
        WorkflowRun build = start(pipeline("strategy: 'manual'", """
                deploy { echo "said: deploying to $it" }
                verify { echo "said: verifying $it" }
                switchTraffic { echo "said: switching $it" }
                """));
        Gates.approve(jenkins, build, Gates.waiting(build));

        assertThat(said(Result.SUCCESS, build))
                .containsExactly("deploying to production", "verifying production", "switching production");
        assertThat(has("owner")).isTrue();
    }

    @Test
    void nothingIsTakenAwayWhileTheOldVersionServes() throws Exception {
        Path gone = folder.resolve("blue is gone");
        String script = pipeline(
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
        assertThat(has("owner")).isTrue();
        assertThat(has("old")).isTrue();

        Files.createFile(gone);
        assertThat(said(Result.SUCCESS, start(script)))
                .containsExactly("green", "healthy?", "switching production", "healthy?", "gone?", "gone?");
        assertThat(has("old")).isFalse();
    }

    @Test
    void whatTheApplicationMigratesItselfIsBackedUpBefore() throws Exception {
        WorkflowRun build = start(pipeline("strategy: 'startup', approval: false", """
                deploy { migrateDatabase environment: it, backup: 'none' }
                verify { echo "said: verifying $it" }
                """));

        assertThat(said(Result.SUCCESS, build)).containsExactly("verifying production");
        assertThat(has("owner")).isTrue();
        assertThat(ArchivedBackups.in(build)).hasSize(1);
    }

    /** Also where it lets nothing run: the build is red, and says why where people look for it. */
    @Test
    void whatTheChecksFindIsAmongTheTestsAndTheArtifacts() throws Exception {
        database.execute("CREATE SCHEMA old");
        WorkflowRun refused = start(files() + """
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
        assertThat(has("id")).isFalse();
    }

    @Test
    void aDeploymentThatFailsPutsTheDatabaseBack() throws Exception {
        WorkflowRun build = start(pipeline("approval: false, onDeployFailure: 'rollback'", """
                deploy { error 'no room' }
                notifications { echo "said: $it.what" }
                """));

        assertThat(said(Result.FAILURE, build)).containsExactly("migrated", "rolledBack", "failed");
        jenkins.assertLogContains("ERROR: no room", build);
        assertThat(has("owner")).isFalse();
    }

    /** Each checkout brings another V2: what is approved is that of the first. */
    @Test
    void aNewerBuildEndsAnOlderOneThatWaitsAndRunsTheFilesThatWereApproved() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop" + jobs++);
        job.setDefinition(LibraryFolder.pipeline(files() + """
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
        assertThat(has("owner1")).isTrue();
    }

    @Test
    void aJobPutsADatabaseBackAndAnotherProvesItsBackups() throws Exception {
        WorkflowRun migrated =
                start("properties([databaseBackupReaders('shop%d, shop%d')])\n".formatted(jobs + 1, jobs + 2)
                        + pipeline("approval: false", "deploy {}"));
        assertThat(said(Result.SUCCESS, migrated)).isEmpty();

        WorkflowRun rollback = start(files() + """
                databaseRollbackPipeline(environment: 'production', approvers: 'dba', toBackupOf: '%s') {
                    checkout { files() }
                    verify { echo "said: verifying $it" }
                }
                """.formatted(migrated.getExternalizableId()));
        Await.until("a question", () -> rollback.getAction(InputAction.class) != null || !rollback.isBuilding());
        assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
        rollback.getAction(InputAction.class).getExecutions().get(0).proceed(null);
        assertThat(said(Result.SUCCESS, rollback)).containsExactly("verifying production");
        assertThat(has("owner")).isFalse();

        WorkflowRun drill = start(files() + """
                backupDrillPipeline(environment: 'production', backupsOf: '%s', cron: 'H 3 * * *') {
                    checkout { files() }
                    notifications { echo "said: $it.what" }
                }
                """.formatted(migrated.getParent().getName()));
        assertThat(said(Result.SUCCESS, drill)).containsExactly("succeeded");
        jenkins.assertLogContains(
                "Fetching backup " + ArchivedBackups.in(migrated).get(0).getId(), drill);
        assertThat(ArchivedBackups.in(drill)).isEmpty();

        WorkflowRun fresh = start(files() + """
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
        WorkflowRun scripted = start(files() + """
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

        WorkflowRun declarative = start(files() + """
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
        assertThat(has("owner")).isTrue();
    }

    /** A closure that brings the files: what a job without a repository has instead of checkout scm. */
    private String files() {
        return """
                def files = {
                    writeFile file: 'database-migration.yml', text: '''%s'''
                    writeFile file: 'database-migration-contract.yml', text: '''%s'''
                    writeFile file: 'db/migration/V1__shop.sql', text: 'CREATE TABLE shop (id INTEGER, old TEXT);'
                    writeFile file: 'db/migration/V2__owner.sql', text: 'ALTER TABLE shop ADD owner TEXT;'
                    writeFile file: 'db/contract/V1__no_old.sql', text: 'ALTER TABLE shop DROP COLUMN old;'
                }
                """.formatted(
                        configuration("locations: [db/migration]"),
                        configuration("locations: [db/contract], table: contract_history,"
                                + " baselineOnMigrate: true, baselineVersion: 0"));
    }

    private String configuration(String flyway) {
        return "flyway: {%s}\nenvironments: {production: {url: \"%s\", credentials: {id: %s}}}\n"
                .formatted(flyway, database.jdbcUrl(), database.name());
    }

    private String pipeline(String arguments, String hooks) {
        return files() + "databasePipeline(environments: ['production'], only: '*', check: false, " + arguments
                + ") {\ncheckout { files() }\n" + hooks + "}\n";
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

    private boolean has(String column) {
        return "1"
                .equals(database.query("SELECT count(*) FROM information_schema.columns"
                        + " WHERE table_name = 'shop' AND column_name = '" + column + "'"));
    }
}
