package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Result;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every Jenkinsfile that the documentation shows runs as it stands; the library's are tested with the library. */
@WithJenkins
class DocumentedPipelinesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern GROOVY = Pattern.compile("(?ms)^( *)```groovy\n(.*?)^ *```$");

    @TempDir
    private Path repository;

    private JenkinsRule jenkins;

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
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
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
        TestDatabase database = PostgresServer.shared().createDatabase();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop-production", null, database.user(), database.password()));
        new FilePath(ROOT.resolve("examples/flyway-shop").toFile()).copyRecursiveTo(new FilePath(repository.toFile()));
        Files.writeString(repository.resolve("database-migration.yml"), """
                verify: verify
                environments:
                  production:
                    url: %s
                    credentials: {id: shop-production}
                    approval: required
                """.formatted(database.jdbcUrl()));
        Files.writeString(repository.resolve("Jenkinsfile"), jenkinsfile);

        WorkflowRun build = job("shop").scheduleBuild2(0).waitForStart();
        Await.until("the gate waits", () -> !ApprovalAction.approvals(build).isEmpty() || !build.isBuilding());
        String gate = ApprovalAction.approvals(build).get(0).getId();
        DomElement approve = jenkins.createWebClient()
                .login("dba")
                .getPage(build, "database-approval/" + gate)
                .querySelector("button[formaction=approve]");
        approve.click();

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertThat(database.query("SELECT COUNT(*) FROM orders")).isEqualTo("4");
        assertThat(build.getDescription()).isEqualTo("production: \u2192 4");
    }

    /** That of this repository, with a build in the place of the long one. */
    @Test
    void theOneOfThisRepositoryTellsOfItsTests() throws Exception {
        Files.copy(ROOT.resolve("Jenkinsfile"), repository.resolve("Jenkinsfile"));
        Path verify = repository.resolve("verify");
        Files.writeString(verify, """
                #!/bin/sh
                mkdir -p cli/target engine/target/surefire-reports
                echo jar >cli/target/migrate-database.jar
                echo '<testsuite name="a"><testcase name="b"/></testsuite>' >engine/target/surefire-reports/TEST-a.xml
                exit 0
                """);
        Files.setPosixFilePermissions(verify, PosixFilePermissions.fromString("rwxr-xr-x"));

        WorkflowRun green = jenkins.buildAndAssertSuccess(job("this"));
        assertThat(green.getArtifacts()).hasSize(1);
        Files.writeString(verify, Files.readString(verify).replace("exit 0", "exit 1"));
        WorkflowRun red = jenkins.buildAndAssertStatus(Result.FAILURE, job("that"));
        jenkins.assertLogContains("Recording test results", red);
    }

    private WorkflowJob job(String name) throws IOException {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        CpsScmFlowDefinition definition = new CpsScmFlowDefinition(new FolderScm(repository), "Jenkinsfile");
        definition.setLightweight(false);
        job.setDefinition(definition);
        return job;
    }
}
