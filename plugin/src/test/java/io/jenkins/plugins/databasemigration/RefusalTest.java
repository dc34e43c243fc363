package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is wrong from the start is a red build with one clear line, and nothing is run. */
@WithJenkins
class RefusalTest {
    private static final String URL = "url: 'jdbc:sqlite:shop.db', locations: 'db', tool: 'flyway'";

    @Test
    void credentialsThatDoNotExist(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = refused(jenkins, "migrateDatabase credentialsId: 'nobody', " + URL);

        jenkins.assertLogContains("There are no credentials with the id nobody", build);
    }

    @Test
    void credentialsOfAnotherKind(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL, "a-file", null, "name", SecretBytes.fromRawBytes(new byte[] {1})));

        WorkflowRun build = refused(jenkins, "planDatabaseMigration credentialsId: 'a-file', " + URL);

        jenkins.assertLogContains("a-file are neither a username with password nor a secret text", build);
    }

    @Test
    void aJavaThatIsNotThere(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = refused(jenkins, "migrateDatabase jdk: 'jdk-99', " + URL);

        jenkins.assertLogContains("There is no JDK tool named jdk-99", build);
    }

    @Test
    void aConfigurationThatIsNotThere(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = failed(jenkins, "migrateDatabase environment: 'production'");

        jenkins.assertLogContains("ERROR: There is no file database-migration.yml.", build);
        assertThat(build.getLog(1000)).noneMatch(line -> line.startsWith("\tat "));
    }

    private static WorkflowRun refused(JenkinsRule jenkins, String step) throws Exception {
        WorkflowRun build = failed(jenkins, step);
        assertThat(jenkins.jenkins.getRootPath().child("workspace/p/shop.db").exists())
                .isFalse();
        assertThat(build.getLog(1000)).noneMatch(line -> line.startsWith("run "));
        return build;
    }

    private static WorkflowRun failed(JenkinsRule jenkins, String step) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
        jenkins.jenkins
                .getWorkspaceFor(job)
                .child("db/V1__one.sql")
                .write("CREATE TABLE one (id INTEGER);", StandardCharsets.UTF_8.name());
        job.setDefinition(new CpsFlowDefinition("node { " + step + " }", true));
        return jenkins.buildAndAssertStatus(Result.FAILURE, job);
    }
}
