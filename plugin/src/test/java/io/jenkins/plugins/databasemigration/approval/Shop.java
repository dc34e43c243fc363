package io.jenkins.plugins.databasemigration.approval;

import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.Permissions;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A job that plans, waits at a gate and migrates a database in a file of its workspace; and the people around it. */
final class Shop {
    static final String DATABASE = "url: 'jdbc:sqlite:shop.db', tool: 'flyway', locations: 'db'";

    private Shop() {}

    /** People by what they may; only the harness's realm knows groups. */
    static void people(JenkinsRule jenkins) {
        JenkinsRule.DummySecurityRealm realm = jenkins.createDummySecurityRealm();
        realm.addGroups("carol", "dba");
        realm.addGroups("nils", "oncall", "dba");
        jenkins.jenkins.setSecurityRealm(realm);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin", "root")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("starter", "upstream", "author", "alice", "bob", "carol", "nils", "reader", "outsider")
                .grant(Item.BUILD, Item.CANCEL, Item.CONFIGURE, Run.UPDATE)
                .everywhere()
                .to("starter")
                .grant(Permissions.APPROVE)
                .everywhere()
                .to("starter", "upstream", "author", "alice", "bob", "carol", "nils", "outsider"));
    }

    /** A pipeline that plans, does the given steps outside of a node, and migrates. */
    static String script(String between) {
        return """
                def plan
                node { plan = planDatabaseMigration %s }
                %s
                node { echo "now at ${migrateDatabase(%s, plan: plan).toVersion}" }
                """.formatted(DATABASE, between, DATABASE);
    }

    static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace.child("db/V1__shop.sql").write("CREATE TABLE shop (id INTEGER);\n", StandardCharsets.UTF_8.name());
        return job;
    }

    /** Starts a build and waits until its gate is open. */
    static Approval atGate(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        jenkins.waitForMessage("Waiting for approval", build);
        return ApprovalAction.approvals(build).get(0);
    }
}
