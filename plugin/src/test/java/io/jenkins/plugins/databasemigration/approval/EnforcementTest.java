package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.databasemigration.protection.DatabaseMigrationConfiguration;
import io.jenkins.plugins.databasemigration.protection.ProtectedDatabase;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Where approval is required, nothing that a pipeline leaves out, repeats or forges helps. */
@WithJenkins
class EnforcementTest {
    private JenkinsRule jenkins;
    private WorkflowJob job;
    private FilePath workspace;

    @BeforeEach
    void protect(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shop.people(jenkins);
        job = Shop.job(jenkins, "shop", "");
        workspace = jenkins.jenkins.getWorkspaceFor(job);
        ApprovalRule dba = new ApprovalRule();
        dba.setApprovers("dba");
        ProtectedDatabase production = new ProtectedDatabase("production");
        production.setHosts("*/shop.db");
        production.setApproval(dba);
        DatabaseMigrationConfiguration.get().setProtectedDatabases(List.of(production));
    }

    @Test
    void theGateCannotBeLeftOut() throws Exception {
        refused("node { migrateDatabase " + Shop.DATABASE + " }", "has to be approved. Nothing was run.");
        refused(Shop.script(""), "is not approved: 0 of 1 for the policy production. Nothing was run.");
        assertThat(migrated()).isFalse();
    }

    @Test
    void aWeakGateAsksThePolicysPeopleToo() throws Exception {
        WorkflowRun build = start(Shop.script("approveDatabaseMigration plan: plan, approvers: 'starter'"));
        Approval approval = Shop.atGate(jenkins, build);
        assertThat(approval.getRequirements())
                .extracting(Requirement::getOrigin)
                .containsExactly(null, "production");

        new Visitor(jenkins, "starter").decide(build, approval, "approve");
        assertThat(approval.getState()).isEqualTo(Approval.State.WAITING);
        new Visitor(jenkins, "carol").decide(build, approval, "approve");

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertThat(migrated()).isTrue();
        String line = "Approved by carol \\(carol\\) from 127\\.0\\.0\\.1 at 20[0-9T:-]+Z: because";
        assertThat(JenkinsRule.getLog(build)).containsPattern(line);
        assertThat(report(build)).containsPattern(line);
    }

    @Test
    void whatWasApprovedInOneBuildCountsInNoOther() throws Exception {
        WorkflowRun approved = start("""
                node { plan = planDatabaseMigration %s }
                approveDatabaseMigration plan: plan
                """.formatted(Shop.DATABASE));
        Approval approval = Shop.atGate(jenkins, approved);
        new Visitor(jenkins, "carol").decide(approved, approval, "approve");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(approved));
        String digest = approval.getPlan().getDigest();

        // The same plan is made again, to the byte.
        refused(
                Shop.script("if (plan.digest != '" + digest + "') { error 'another plan' }"),
                "is not approved: 0 of 1");
        // The approved build is replayed, without its gate.
        WorkflowRun replayed = (WorkflowRun) approved.getAction(ReplayAction.class)
                .run(Shop.script(""), Map.of())
                .get();
        jenkins.assertBuildStatus(Result.FAILURE, replayed);
        jenkins.assertLogContains("is not approved: 0 of 1", replayed);
        // No plan is made, and one is put together that says it is the approved one.
        refusedUnlessSandboxed(forged(digest, "{}"), "This build made no plan with the digest " + digest);
        assertThat(migrated()).isFalse();
    }

    @Test
    void aForgedPlanIsShownAsTheBuildMadeItOrNotAtAll() throws Exception {
        // It says of itself that it is empty, and needs nobody.
        WorkflowRun build =
                startUnlessSandboxed("""
                node { real = planDatabaseMigration %s }
                %s
                approveDatabaseMigration plan: forged
                """.formatted(Shop.DATABASE, forging("${real.digest}", "{\"migrations\": []}")));
        Approval approval = Shop.atGate(jenkins, build);
        assertThat(approval.getPlan().getPending()).containsExactly("V1__shop.sql");
        build.doStop();
        jenkins.waitForCompletion(build);

        // The document that people would read is replaced by another.
        refused(Shop.script("""
                        node {
                          def run = sh(returnStdout: true, script: 'ls ../../jobs/shop/builds/$BUILD_NUMBER/archive/database-migration').trim()
                          sh "mkdir -p database-migration/${run}"
                          sh "sed s/shop/harmless/ .database-migration/plans/${plan.digest}.json > database-migration/${run}/plan.json"
                          archiveArtifacts "database-migration/${run}/plan.json"
                        }
                        approveDatabaseMigration plan: plan
                        """), "The archived plan is not the one with the digest");
        assertThat(migrated()).isFalse();
    }

    @Test
    void anApprovalOfOneDatabaseIsNoneOfAnother() throws Exception {
        WorkflowRun build = start("""
                node { plan = planDatabaseMigration url: 'jdbc:sqlite:test.db', tool: 'flyway', locations: 'db' }
                approveDatabaseMigration plan: plan
                node { migrateDatabase %s, plan: plan }
                """.formatted(Shop.DATABASE));
        new Visitor(jenkins, "carol").decide(build, Shop.atGate(jenkins, build), "approve");

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("/test.db (sqlite", build);
        jenkins.assertLogContains("and this step would migrate shop.db on", build);
        assertThat(migrated()).isFalse();
    }

    @Test
    void aRejectedPlanDoesNotRunAfterAnotherGateEither() throws Exception {
        WorkflowRun build = start(Shop.script("""
                catchError(catchInterruptions: true) { approveDatabaseMigration plan: plan }
                approveDatabaseMigration plan: plan
                """));
        new Visitor(jenkins, "carol").decide(build, Shop.atGate(jenkins, build), "reject");
        io.jenkins.plugins.databasemigration.Await.until(
                "the second gate", () -> ApprovalAction.approvals(build).size() == 2);
        new Visitor(jenkins, "carol")
                .decide(build, ApprovalAction.approvals(build).get(1), "approve");

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("was rejected by carol. Nothing was run.", build);
        assertThat(migrated()).isFalse();
    }

    @Test
    void theStepMayKeepTheGateItself() throws Exception {
        WorkflowRun build = start("node { echo \"now at ${migrateDatabase(" + Shop.DATABASE
                + ", approval: [approvers: 'alice,bob', required: 2]).toVersion}\" }");
        Approval approval = Shop.atGate(jenkins, build);
        for (String user : new String[] {"alice", "bob", "carol"}) {
            assertThat(migrated()).isFalse();
            assertThat(new Visitor(jenkins, user).decide(build, approval, "approve"))
                    .isEqualTo(200);
        }

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("now at 1", build);
    }

    @Test
    void inputMayAskInsteadAndIsHeldToTheSameRules() throws Exception {
        String asking = Shop.script("approveDatabaseMigration plan: plan, approvers: 'alice,dba', style: 'input'");
        WorkflowRun byAlice = start(asking);
        answer(byAlice, "alice");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(byAlice));
        jenkins.assertLogContains("is not approved: 0 of 1 for the policy production", byAlice);
        assertThat(migrated()).isFalse();

        WorkflowRun byAdmin = start(asking);
        answer(byAdmin, "admin");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(byAdmin));
        jenkins.assertLogContains("You are not one of those who may decide here.", byAdmin);

        WorkflowRun byCarol = start(asking);
        answer(byCarol, "carol");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(byCarol));
        jenkins.assertLogContains("now at 1", byCarol);
        assertThat(ApprovalAction.approvals(byCarol)
                        .get(0)
                        .getDecisions()
                        .get(0)
                        .getAddress())
                .isEqualTo("input");
    }

    @Test
    void theStepMayAskWithInputItself() throws Exception {
        WorkflowRun build =
                start("node { migrateDatabase(" + Shop.DATABASE + ", approval: [approvers: 'dba', style: 'input']) }");
        answer(build, "carol");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertThat(migrated()).isTrue();
    }

    private void answer(WorkflowRun build, String user) throws Exception {
        jenkins.waitForMessage("or Reject", build);
        new Visitor(jenkins, user).answerInput(build);
    }

    /** Statements that make {@code forged}, a plan with a digest and contents of its own; no sandbox would let them. */
    private static String forging(String digest, String plan) {
        return """
                def document = new com.fasterxml.jackson.databind.ObjectMapper().readTree("{\\"digest\\": \\"%s\\", \\"plan\\": %s}")
                def forged = io.jenkins.plugins.databasemigration.DatabaseMigrationPlan.of('forged', null, '', document)
                """.formatted(digest, plan.replace("\"", "\\\""));
    }

    private static String forged(String digest, String plan) {
        return forging(digest, plan) + "node { migrateDatabase " + Shop.DATABASE + ", plan: forged }";
    }

    private WorkflowRun start(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private WorkflowRun startUnlessSandboxed(String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun sandboxed = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("Scripts not permitted to use", sandboxed);
        job.setDefinition(new CpsFlowDefinition(script, false));
        ScriptApproval.get().preapproveAll();
        return job.scheduleBuild2(0).waitForStart();
    }

    private void refusedUnlessSandboxed(String script, String line) throws Exception {
        WorkflowRun build = startUnlessSandboxed(script);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(line, build);
    }

    private void refused(String script, String line) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        jenkins.assertLogContains(line, jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    private boolean migrated() throws Exception {
        FilePath database = workspace.child("shop.db");
        return database.exists() && database.length() > 0;
    }

    private static String report(WorkflowRun build) throws Exception {
        for (var artifact : build.getArtifacts()) {
            if (artifact.getFileName().equals("report.json")) {
                return java.nio.file.Files.readString(artifact.getFile().toPath());
            }
        }
        throw new AssertionError("no report");
    }
}
