package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.tasks.junit.TestResultAction;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.CleanMachine;
import io.github.databasemigration.testkit.Guide;
import io.github.databasemigration.testkit.PostgresServer;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.FolderScm;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.libs.GlobalUntrustedLibraries;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The examples as they stand, in the sandbox: checked on a branch and a pull request, migrated from main. The library is that
 * of a folder, except for jobs that name each other, which find it in the settings of Jenkins, where nobody trusts it either.
 */
@WithJenkins
class ExamplesTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";

    private static JenkinsRule jenkins;
    private static Folder team;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare(JenkinsRule rule) throws Exception {
        jenkins = rule;
        GlobalUntrustedLibraries.get().setLibraries(List.of(LibraryFolder.configuration()));
        team = jenkins.createProject(Folder.class, "team");
        team.getProperties().add(new FolderLibraries(List.of(LibraryFolder.configuration())));
        Gates.people(jenkins);
        execute("CREATE ROLE shop LOGIN CREATEDB PASSWORD '" + Canary.PASSWORD.replace("'", "''") + "'");
        for (String id : List.of("shop-staging", "shop-production")) {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new UsernamePasswordCredentialsImpl(
                            CredentialsScope.GLOBAL, id, null, "shop", Canary.PASSWORD));
        }
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "SHOP_DB_HOST", "127.0.0.1:" + PostgresServer.shared().port())));
    }

    /** The names of the databases stand in the examples. */
    @BeforeEach
    void createShops() throws Exception {
        for (String shop : List.of("shop", "shop_staging")) {
            execute("DROP DATABASE IF EXISTS " + shop + " WITH (FORCE)");
            execute("CREATE DATABASE " + shop + " OWNER shop");
        }
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = PostgresServer.shared().admin("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Nobody has to approve a line of the library or of an example. */
    @AfterAll
    static void nothingLeftTheSandbox() {
        assertThat(ScriptApproval.get().getPendingScripts()).isEmpty();
        assertThat(ScriptApproval.get().getPendingSignatures()).isEmpty();
        assertThat(ScriptApproval.get().getApprovedSignatures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alembic-shop", "multi-environment", "blue-green", "blue-green-alembic"})
    void isCheckedOnBranchesAndMigratedFromMain(String example) throws Exception {
        try (ShopRepository repository = repository(example)) {
            checkedAndMigrated(team, example, repository.branch("feature"));
        }
    }

    @Test
    void aJobPutsTheFlywayShopBackAndAnotherProvesItsBackups() throws Exception {
        try (ShopRepository repository = repository("flyway-shop")) {
            WorkflowRun main = checkedAndMigrated(jenkins.jenkins, "shop", repository.branch("feature"));
            rollsBack(main);
            drills();
        }
    }

    /** Other Jenkinsfiles of projects that are examples themselves. */
    @ParameterizedTest
    @CsvSource({"flyway-shop,manual/Jenkinsfile", "blue-green,blue-green/canary.Jenkinsfile"})
    void isAnotherWayToGo(String project, String jenkinsfile) throws Exception {
        try (ShopRepository repository = repository(project)) {
            repository.file("main", "Jenkinsfile", Files.readString(EXAMPLES.resolve(jenkinsfile)));
            checkedAndMigrated(team, jenkinsfile.replaceAll("\\W", "-"), repository.branch("feature"));
        }
    }

    /** The application is the command, which the deployment would start. */
    @Test
    void anApplicationMigratesItself() throws Exception {
        try (ShopRepository repository = repository("flyway-shop")) {
            repository.file("main", "Jenkinsfile", Files.readString(EXAMPLES.resolve("startup/Jenkinsfile")));
            WorkflowMultiBranchProject project = checked(team, "startup", repository.branch("feature"));
            WorkflowRun main = ShopRepository.build(project, "main");
            Gates.approve(jenkins, main, Gates.waiting(main));
            Await.until("waiting for the version", () -> main.getLog(5000).stream()
                    .anyMatch(line -> line.contains("Sleeping")));
            assertThat(query(TABLES)).isEqualTo("0");
            application(
                    "migrate", "--set", "approval=none", "--set", "backup.enabled=false", "--set", "onFailure=stop");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(main));
            assertThat(query(TABLES)).isNotEqualTo("0");
            assertThat(ArchivedBackups.in(main)).hasSize(1);
        }
    }

    private void application(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("../cli/target/migrate-database.jar").toRealPath().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-e", "production"));
        new FilePath(EXAMPLES.resolve("flyway-shop").toFile()).copyRecursiveTo(new FilePath(folder.toFile()));
        Path said = folder.resolve("said");
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        program.environment()
                .put("SHOP_DB_HOST", "127.0.0.1:" + PostgresServer.shared().port());
        program.environment().put("SHOP_DB_USER", "shop");
        program.environment().put("SHOP_DB_PASSWORD", Canary.PASSWORD);
        int status = program.start().waitFor();
        assertThat(status).as(Files.readString(said)).isZero();
    }

    /** The project that it makes, in the Jenkins that it describes. */
    @Test
    void theGuideWorksToTheLetter() throws Exception {
        CleanMachine machine = new CleanMachine(folder, Path.of("../cli"));
        Path project = machine.follow(new Guide(Path.of("../docs/guides/alembic-from-zero.md")))
                .resolve("shop");
        EnvironmentVariablesNodeProperty pip =
                new EnvironmentVariablesNodeProperty(machine.environment().entrySet().stream()
                        .map(each -> new EnvironmentVariablesNodeProperty.Entry(each.getKey(), each.getValue()))
                        .toList());
        jenkins.jenkins.getGlobalNodeProperties().add(pip);
        try (ShopRepository repository = new ShopRepository()) {
            for (String file : machine.run(project, "git", "ls-files").split("\n")) {
                repository.file("main", file, Files.readString(project.resolve(file)));
            }
            String next = "migrations/versions/0002_email.py";
            repository.branch("feature").file("feature", next, Files.readString(project.resolve(next)));

            WorkflowRun main = checkedAndMigrated(team, "guide", repository);

            jenkins.assertLogContains("Here the shop is started in production", main);
            assertThat(query("SELECT version_num FROM alembic_version")).isEqualTo("0001");
        } finally {
            jenkins.jenkins.getGlobalNodeProperties().remove(pip);
        }
    }

    private static WorkflowMultiBranchProject checked(
            ModifiableTopLevelItemGroup parent, String name, ShopRepository repository) throws Exception {
        String pullRequest = repository.pullRequest("feature");
        WorkflowMultiBranchProject project = (WorkflowMultiBranchProject) parent.createProject(
                jenkins.jenkins.getDescriptorByType(WorkflowMultiBranchProject.DescriptorImpl.class), name, true);
        repository.connect(project);
        ShopRepository.scan(project);
        for (String other : List.of("feature", pullRequest)) {
            WorkflowRun build =
                    jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(ShopRepository.build(project, other)));
            jenkins.assertLogContains("Pending: ", build);
            jenkins.assertLogContains(
                    other + (other.equals(pullRequest) ? " is a pull request" : " is not main")
                            + ": nothing is migrated",
                    build);
            assertThat(build.getDescription()).startsWith("pending ");
            assertThat(build.getAction(TestResultAction.class).getTotalCount()).isPositive();
        }
        return project;
    }

    private static WorkflowRun checkedAndMigrated(
            ModifiableTopLevelItemGroup parent, String name, ShopRepository repository) throws Exception {
        WorkflowRun main = ShopRepository.build(checked(parent, name, repository), "main");
        Gates.waiting(main);
        assertThat(query(TABLES)).isEqualTo("0");
        Gates.approveAll(jenkins, main);

        jenkins.assertBuildStatus(Result.SUCCESS, main);
        assertThat(query(TABLES)).isNotEqualTo("0");
        assertThat(main.getLog(5000)).allMatch(line -> Canary.in(line).isEmpty());
        assertThat(main.getArtifacts())
                .extracting(WorkflowRun.Artifact::getFileName)
                .contains("check.xml", "check.sarif", "plan.json", "report.html");
        return main;
    }

    /** The first build of such a job brings its parameters, and no more. */
    private void rollsBack(WorkflowRun migrated) throws Exception {
        WorkflowJob job = job("shop-rollback", "rollback-job");
        jenkins.assertLogContains(
                "give either TO_BACKUP_OF or TO_VERSION", jenkins.buildAndAssertStatus(Result.FAILURE, job));
        WorkflowRun rollback = job.scheduleBuild2(
                        0,
                        new ParametersAction(new StringParameterValue("TO_BACKUP_OF", migrated.getExternalizableId())))
                .waitForStart();
        Await.until("a question", () -> rollback.getAction(InputAction.class) != null || !rollback.isBuilding());
        rollback.getAction(InputAction.class).getExecutions().get(0).proceed(null);

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(rollback));
        assertThat(query("SELECT count(*) FROM pg_tables WHERE tablename = 'customers'"))
                .isEqualTo("0");
    }

    private void drills() throws Exception {
        WorkflowRun drill = jenkins.buildAndAssertSuccess(job("shop-drill", "backup-drill"));
        jenkins.assertLogContains("Here a message is sent: succeeded, backup ", drill);
    }

    /** A job with the repository of a shop, in which there is another Jenkinsfile. */
    private WorkflowJob job(String name, String example) throws Exception {
        new FilePath(EXAMPLES.resolve("flyway-shop").toFile()).copyRecursiveTo(new FilePath(folder.toFile()));
        Files.copy(
                EXAMPLES.resolve(example).resolve("Jenkinsfile"),
                folder.resolve("Jenkinsfile"),
                StandardCopyOption.REPLACE_EXISTING);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        CpsScmFlowDefinition definition = new CpsScmFlowDefinition(new FolderScm(folder), "Jenkinsfile");
        definition.setLightweight(false);
        job.setDefinition(definition);
        return job;
    }

    private static String query(String sql) throws Exception {
        try (Connection connection = PostgresServer.shared().admin("shop");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static ShopRepository repository(String example) throws Exception {
        Path root = EXAMPLES.resolve(example);
        ShopRepository repository = new ShopRepository();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().contains("__pycache__"))
                    .toList()) {
                repository.file("main", root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return repository;
    }
}
