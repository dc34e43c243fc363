package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Result;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import io.jenkins.plugins.databasemigration.backup.BackupReaders;
import io.jenkins.plugins.databasemigration.library.LibraryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every Jenkinsfile that the documentation of the steps shows runs as it stands, and that of the README with the library. */
@WithJenkins
class DocumentedPipelinesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern GROOVY = Pattern.compile("(?ms)^( *)```groovy\n(.*?)^ *```$");

    @TempDir
    private Path repository;

    private JenkinsRule jenkins;
    private WorkflowRun build;

    static Stream<String> jenkinsfiles() throws IOException {
        return Stream.concat(
                        groovy(ROOT.resolve("README.md")).stream(), groovy(ROOT.resolve("docs/jenkins.md")).stream())
                .filter(code -> !code.contains("@Library") && code.contains("migrateDatabase"));
    }

    private static List<String> groovy(Path page) throws IOException {
        return GROOVY.matcher(Files.readString(page))
                .results()
                .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""))
                .toList();
    }

    @BeforeEach
    void secure(JenkinsRule rule) {
        jenkins = rule;
        JenkinsRule.DummySecurityRealm people = jenkins.createDummySecurityRealm();
        people.addGroups("alice", "dba");
        people.addGroups("bob", "dba");
        jenkins.jenkins.setSecurityRealm(people);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Permissions.APPROVE)
                .everywhere()
                .to("dba"));
    }

    @Test
    void thereAreTwo() throws IOException {
        assertThat(jenkinsfiles()).hasSize(2);
        assertThat(jenkinsfiles())
                .anyMatch(code -> code.startsWith("pipeline {"))
                .anyMatch(code -> code.contains("node {"));
    }

    @ParameterizedTest
    @MethodSource("jenkinsfiles")
    void itRunsAsItStands(String jenkinsfile) throws Exception {
        TestDatabase database = database("shop-production");
        shop("  production: {url: '%s', credentials: {id: shop-production}, approval: required}\n"
                .formatted(database.jdbcUrl()));
        Files.writeString(repository.resolve("Jenkinsfile"), jenkinsfile);

        build = job("shop").scheduleBuild2(0).waitForStart();
        approveAs("alice");

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertThat(database.query("SELECT COUNT(*) FROM orders")).isEqualTo("4");
        assertThat(build.getDescription()).isEqualTo("production: \u2192 4");
    }

    /** On a branch that is called main. */
    @Test
    void theOneWithTheLibraryRunsAsItStands() throws Exception {
        GlobalLibraries.get().setLibraries(List.of(LibraryFolder.configuration()));
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("BRANCH_NAME", "main")));
        TestDatabase staging = database("staging");
        TestDatabase production = database("production");
        shop(
                "  staging: {url: '%s', credentials: {id: staging}}\n  production: {url: '%s', credentials: {id: production}}\n"
                        .formatted(staging.jdbcUrl(), production.jdbcUrl()));
        for (String script : List.of("build.sh", "test.sh", "deploy.sh")) {
            program(script, "echo said: " + script + " $1\n");
        }
        Files.writeString(
                repository.resolve("Jenkinsfile"),
                groovy(ROOT.resolve("README.md")).stream()
                        .filter(code -> code.startsWith("@Library"))
                        .findFirst()
                        .orElseThrow());

        build = job("shop").scheduleBuild2(0).waitForStart();
        approveAs("alice");
        assertThat(production.query("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'orders'"))
                .isEqualTo("0");
        approveAs("bob");

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertThat(build.getLog(2000))
                .filteredOn(line -> line.startsWith("said: "))
                .containsExactly(
                        "said: build.sh", "said: test.sh", "said: deploy.sh staging", "said: deploy.sh production");
        assertThat(production.query("SELECT COUNT(*) FROM orders")).isEqualTo("4");
    }

    /** The backup of build 41. */
    @Test
    void aBackupIsTakenAndGoneBackToAsDocumented() throws Exception {
        List<String> pipelines = groovy(ROOT.resolve("docs/backups.md"));
        assertThat(pipelines).hasSize(4);
        TestDatabase database = database("shop-production");
        database.execute("CREATE TABLE precious (id INTEGER)");
        Files.writeString(repository.resolve("database-migration.yml"), """
                flyway: {baselineOnMigrate: true, baselineVersion: '0'}
                environments: {production: {url: '%s'}}
                """.formatted(database.jdbcUrl()));
        Path migrations = Files.createDirectories(repository.resolve("db/migration"));
        Files.writeString(migrations.resolve("V1__more.sql"), "CREATE TABLE more (id INTEGER);\n");
        WorkflowJob job = job("shop");
        job.updateNextBuildNumber(41);

        Files.writeString(repository.resolve("Jenkinsfile"), pipelines.get(0));
        jenkins.buildAndAssertSuccess(job);
        database.execute("DROP TABLE precious");
        Files.writeString(repository.resolve("Jenkinsfile"), pipelines.get(1));
        jenkins.buildAndAssertSuccess(job);
        assertThat(database.query("SELECT COUNT(*) FROM precious")).isEqualTo("0");

        Files.writeString(repository.resolve("Jenkinsfile"), pipelines.get(2));
        jenkins.buildAndAssertSuccess(job);
        assertThat(job.getProperty(BackupReaders.class).getJobs()).isEqualTo("ops/rollback-shop");

        // Here the job that holds the backups is this one.
        Files.writeString(repository.resolve("Jenkinsfile"), pipelines.get(3).replace("shop/main", "shop"));
        jenkins.assertLogContains("of shop #41", jenkins.buildAndAssertSuccess(job));
    }

    private static TestDatabase database(String credentials) throws Exception {
        TestDatabase database = PostgresServer.shared().createDatabase();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, credentials, null, database.user(), database.password()));
        return database;
    }

    /** The example in the repository, for other environments. */
    private void shop(String environments) throws Exception {
        new FilePath(ROOT.resolve("examples/flyway-shop").toFile()).copyRecursiveTo(new FilePath(repository.toFile()));
        Files.writeString(
                repository.resolve("database-migration.yml"), "verify: verify\nenvironments:\n" + environments);
    }

    /** Answers the gate that the build waits at, once it does. */
    private void approveAs(String user) throws Exception {
        Await.until("the gate waits", () -> !ApprovalAction.approvals(build).isEmpty() || !build.isBuilding());
        String gate = ApprovalAction.approvals(build).get(0).getId();
        DomElement approve = jenkins.createWebClient()
                .login(user)
                .getPage(build, "database-approval/" + gate)
                .querySelector("button[formaction=approve]");
        approve.click();
    }

    /** That of this repository, with a build in the place of the long one. */
    @Test
    void theOneOfThisRepositoryTellsOfItsTests() throws Exception {
        Files.copy(ROOT.resolve("Jenkinsfile"), repository.resolve("Jenkinsfile"));
        Path verify = program("verify", """
                mkdir -p cli/target engine/target/surefire-reports
                echo jar >cli/target/migrate-database.jar
                echo '<testsuite name="a"><testcase name="b"/></testsuite>' >engine/target/surefire-reports/TEST-a.xml
                exit 0
                """);

        WorkflowRun green = jenkins.buildAndAssertSuccess(job("this"));
        assertThat(green.getArtifacts()).hasSize(1);
        Files.writeString(verify, Files.readString(verify).replace("exit 0", "exit 1"));
        WorkflowRun red = jenkins.buildAndAssertStatus(Result.FAILURE, job("that"));
        jenkins.assertLogContains("Recording test results", red);
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(repository.resolve(name), "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private WorkflowJob job(String name) throws IOException {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        CpsScmFlowDefinition definition = new CpsScmFlowDefinition(new FolderScm(repository), "Jenkinsfile");
        definition.setLightweight(false);
        job.setDefinition(definition);
        return job;
    }
}
