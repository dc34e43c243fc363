package io.jenkins.plugins.databasemigration.history;

import hudson.FilePath;
import hudson.model.Item;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.databasemigration.approval.Approval;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A job with two databases in its workspace, and people who may approve for it or only read. */
final class HistoryShop {
    private static final String CONFIGURATION = """
            tool: flyway
            flyway: {locations: [db]}
            environments:
              test: {url: 'jdbc:sqlite:test.db'}
              production: {url: 'jdbc:sqlite:production.db'}
            """;

    private final JenkinsRule jenkins;
    private final WorkflowJob job;

    HistoryShop(JenkinsRule jenkins, WorkflowJob job) throws Exception {
        this.jenkins = jenkins;
        this.job = job;
        write("database-migration.yml", CONFIGURATION);
        write("db/V1__one.sql", "CREATE TABLE one (id INTEGER);");
    }

    /** Also in a folder. */
    static WorkflowJob job(ModifiableTopLevelItemGroup group, String name) throws IOException {
        return (WorkflowJob)
                group.createProject(Jenkins.get().getDescriptorByType(WorkflowJob.DescriptorImpl.class), name, true);
    }

    static MockAuthorizationStrategy people(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        MockAuthorizationStrategy who = new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("alice", "bob", "reader")
                .grant(Item.READ)
                .everywhere()
                .to("alice", "bob")
                .grant(Permissions.APPROVE)
                .everywhere()
                .to("alice");
        jenkins.jenkins.setAuthorizationStrategy(who);
        return who;
    }

    WorkflowJob job() {
        return job;
    }

    void write(String path, String text) throws Exception {
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace.child(path).write(text, StandardCharsets.UTF_8.name());
    }

    /** A build to its end, whichever it is. */
    WorkflowRun run(String script) throws Exception {
        return jenkins.waitForCompletion(start(script));
    }

    WorkflowRun start(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** A build that plans for production and waits at its gate. */
    WorkflowRun atGate() throws Exception {
        WorkflowRun build = start("""
                def plan
                node { plan = planDatabaseMigration environment: 'production' }
                approveDatabaseMigration plan: plan, approvers: 'alice'
                node { migrateDatabase environment: 'production', plan: plan }
                """);
        jenkins.waitForMessage("Waiting for approval", build);
        return build;
    }

    /** Alice decides, and the build ends. */
    void decide(WorkflowRun build, String verb) throws Exception {
        Approval approval = ApprovalAction.approvals(build).get(0);
        JenkinsRule.WebClient web = jenkins.createWebClient().login("alice");
        web.getPage(web.addCrumb(new WebRequest(
                new URL(
                        jenkins.getURL(),
                        build.getUrl() + "database-approval/" + approval.getId() + "/" + verb + "?digest="
                                + approval.getPlan().getDigest()),
                HttpMethod.POST)));
        jenkins.waitForCompletion(build);
    }
}
