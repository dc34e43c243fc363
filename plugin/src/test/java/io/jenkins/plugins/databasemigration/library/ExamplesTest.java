package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The examples with a Jenkinsfile, as they stand, from the first build to the deployment. */
@WithJenkins
class ExamplesTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    private static final Path EXAMPLES = Path.of("..", "examples");

    @ParameterizedTest
    @ValueSource(strings = {"flyway-shop", "alembic-shop"})
    void theShopIsMigratedAndDeployed(String example, JenkinsRule jenkins) throws Exception {
        createShop();
        GlobalLibraries.get().setLibraries(List.of(LibraryFolder.configuration()));
        Gates.people(jenkins);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop-production", null, "shop", Canary.PASSWORD));
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "SHOP_DB_HOST", "127.0.0.1:" + PostgresServer.shared().port())));
        try (ShopRepository repository = repository(example)) {
            WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, example);
            repository.connect(project);
            ShopRepository.scan(project);
            WorkflowRun build = ShopRepository.build(project, "main");
            Gates.approve(jenkins, build, Gates.waiting(build));

            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("Here the new version of the shop is started in production", build);
            assertThat(build.getLog(2000)).noneMatch(line -> line.contains(Canary.PASSWORD));
        }
    }

    /** The name of the database stands in the examples. */
    private static void createShop() throws Exception {
        try (Connection connection = PostgresServer.shared().admin("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS shop");
            statement.execute("DROP ROLE IF EXISTS shop");
            statement.execute("CREATE ROLE shop LOGIN CREATEDB PASSWORD '" + Canary.PASSWORD.replace("'", "''") + "'");
            statement.execute("CREATE DATABASE shop OWNER shop");
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
