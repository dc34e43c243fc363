package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Result;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever decides sees what the plan did on a copy; a plan that failed there is not to be decided on. */
@WithJenkins
class RehearsalPageTest {
    @Test
    void thePageShowsWhatEachStatementDid(JenkinsRule jenkins) throws Exception {
        Shop.people(jenkins);
        TestDatabase database = PostgresServer.shared().createDatabase();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "shop", null, database.user(), database.password()));
        WorkflowJob job = Shop.job(jenkins, "shop", "");
        String at = "url: '" + database.jdbcUrl() + "', credentialsId: 'shop', tool: 'flyway', locations: 'db'";
        job.setDefinition(new CpsFlowDefinition("node { migrateDatabase " + at + " }", true));
        jenkins.buildAndAssertSuccess(job);
        FilePath scripts = jenkins.jenkins.getWorkspaceFor(job).child("db");
        scripts.child("V2__wide.sql").write("ALTER TABLE shop ALTER COLUMN id TYPE bigint;\n", "UTF-8");
        job.setDefinition(new CpsFlowDefinition("""
                def plan
                node { plan = planDatabaseMigration rehearse: true, %s }
                approveDatabaseMigration plan: plan, approvers: 'alice'
                """.formatted(at), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Approval approval = Shop.atGate(jenkins, build);

        Visitor alice = new Visitor(jenkins, "alice");
        assertThat(alice.page(build, approval).asNormalizedText())
                .contains("Rehearsal", "Forecast for the database itself")
                .contains("Rollback rehearsed: no. Nobody asked for it")
                .contains("ACCESS EXCLUSIVE public.shop: readers and writers wait", "public.shop");
        assertThat(database.query("SELECT data_type FROM information_schema.columns WHERE table_name = 'shop'"))
                .isEqualTo("integer");
        build.doStop();
        jenkins.waitForCompletion(build);

        scripts.child("U2__wide.sql").write("ALTER TABLE shop ALTER COLUMN id TYPE integer;\n", "UTF-8");
        jenkins.jenkins
                .getWorkspaceFor(job)
                .child("database-migration.yml")
                .write(
                        "environments: { production: { url: '%s', rehearsal: { down: required } } }\n"
                                .formatted(database.jdbcUrl()),
                        "UTF-8");
        job.setDefinition(new CpsFlowDefinition("""
                def plan
                node { plan = planDatabaseMigration credentialsId: 'shop', tool: 'flyway', locations: 'db' }
                approveDatabaseMigration plan: plan, approvers: 'alice'
                """, true));
        WorkflowRun rehearsed = job.scheduleBuild2(0).waitForStart();
        Approval again = Shop.atGate(jenkins, rehearsed);
        assertThat(alice.page(rehearsed, again).asNormalizedText())
                .contains("Rollback rehearsed: yes, ", "every row were as before");
        rehearsed.doStop();
        jenkins.waitForCompletion(rehearsed);

        scripts.child("V3__bad.sql").write("INSERT INTO nowhere VALUES (1);\n", "UTF-8");
        WorkflowRun failed = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("The rehearsal failed in 3", failed);
        assertThat(ApprovalAction.approvals(failed)).isEmpty();
        assertThat(failed.getArtifacts())
                .extracting(artifact -> artifact.getFileName())
                .contains("rehearsal.json", "report.html");
    }
}
