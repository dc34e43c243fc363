package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.approval.Approval;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The library of a folder, in the sandbox: a branch, a pull request and main, and a restart while people are waited for. */
class DatabasePipelineTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final TestDatabase staging = PostgresServer.shared().createDatabase();
    private final TestDatabase production = PostgresServer.shared().createDatabase();

    @Test
    void everyBranchIsCheckedAndOnlyMainMigrates() throws Throwable {
        try (ShopRepository repository = new ShopRepository()) {
            repository
                    .file("main", "Jenkinsfile", JENKINSFILE)
                    .file("main", "database-migration.yml", configuration())
                    .file("main", "db/migration/V1__shop.sql", "CREATE TABLE shop (id INTEGER);")
                    .branch("feature")
                    .file("feature", "db/migration/V2__owner.sql", "ALTER TABLE shop ADD owner TEXT;");
            String pullRequest = repository.pullRequest("feature");
            sessions.then(jenkins -> {
                Gates.people(jenkins);
                WorkflowMultiBranchProject project = project(jenkins, repository);
                ShopRepository.scan(project);
                WorkflowRun main = build(jenkins, "main");
                for (String other : List.of("feature", pullRequest)) {
                    WorkflowRun build = jenkins.assertBuildStatusSuccess(
                            jenkins.waitForCompletion(ShopRepository.build(project, other)));
                    jenkins.assertLogContains("Pending: V1__shop.sql, V2__owner.sql", build);
                    jenkins.assertLogContains("nothing is migrated", build);
                    jenkins.assertLogNotContains("deploying", build);
                }
                Approval approval = Gates.waiting(main);
                assertThat(approval.getPlan().getPending()).containsExactly("V1__shop.sql");
                assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
                assertThat(tables(staging)).isEqualTo("1");
                assertThat(tables(production)).isEqualTo("0");
                start(jenkins, "rollback", rollback(main));
                Await.until("a question", () -> last(jenkins, "rollback").getAction(InputAction.class) != null);
            });
            sessions.then(jenkins -> {
                Gates.people(jenkins);
                WorkflowRun main = build(jenkins, "main");
                Gates.approve(jenkins, main, Gates.waiting(main));
                jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(main));
                assertThat(main.getLog(1000))
                        .filteredOn(line -> line.matches("said: .*"))
                        .containsExactly(
                                "said: building",
                                "said: testing",
                                "said: migrated staging",
                                "said: deploying to staging",
                                "said: deployed staging",
                                "said: approval production",
                                "said: migrated production",
                                "said: deploying to production",
                                "said: deployed production",
                                "said: succeeded null");
                assertThat(tables(production)).isEqualTo("1");

                WorkflowRun rollback = last(jenkins, "rollback");
                rollback.getAction(InputAction.class).getExecutions().get(0).proceed(null);
                jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(rollback));
                assertThat(tables(production)).isEqualTo("0");
            });
        }
    }

    private static final String JENKINSFILE = """
            @Library('database-migration') _
            properties([databaseBackupReaders('team/rollback')])
            databasePipeline(environments: [staging: [approval: false], production: [approval: [remindEvery: '1h']]]) {
                build { echo 'said: building' }
                test { echo 'said: testing' }
                deploy { environment -> echo "said: deploying to $environment" }
                notifications { event -> echo "said: ${event.what} ${event.environment}" }
            }
            """;

    private String rollback(WorkflowRun migrated) {
        return """
                databaseRollbackPipeline(environment: 'production', toBackupOf: '%s') {
                    checkout {
                        writeFile file: 'database-migration.yml', text: '''%s'''
                        writeFile file: 'db/migration/V1__shop.sql', text: 'CREATE TABLE shop (id INTEGER);'
                    }
                }
                """.formatted(migrated.getExternalizableId(), configuration());
    }

    private static void start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job =
                jenkins.jenkins.getItemByFullName("team", Folder.class).createProject(WorkflowJob.class, name);
        job.setDefinition(LibraryFolder.pipeline(script));
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun last(JenkinsRule jenkins, String name) {
        return jenkins.jenkins
                .getItemByFullName("team/" + name, WorkflowJob.class)
                .getLastBuild();
    }

    private String configuration() {
        return """
                tool: flyway
                environments:
                  staging: {url: "%s", credentials: {id: staging}}
                  production: {url: "%s", credentials: {id: production}}
                """.formatted(staging.jdbcUrl(), production.jdbcUrl());
    }

    private WorkflowMultiBranchProject project(JenkinsRule jenkins, ShopRepository repository) throws Exception {
        credentials("staging", staging);
        credentials("production", production);
        Folder folder = jenkins.createProject(Folder.class, "team");
        folder.getProperties().add(new FolderLibraries(List.of(LibraryFolder.configuration())));
        WorkflowMultiBranchProject project = folder.createProject(WorkflowMultiBranchProject.class, "shop");
        repository.connect(project);
        return project;
    }

    private static void credentials(String id, TestDatabase database) throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, id, null, database.user(), database.password()));
        provider.save();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String branch) throws Exception {
        WorkflowMultiBranchProject project =
                jenkins.jenkins.getItemByFullName("team/shop", WorkflowMultiBranchProject.class);
        return ShopRepository.build(project, branch);
    }

    private static String tables(TestDatabase database) {
        return database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'shop'");
    }
}
