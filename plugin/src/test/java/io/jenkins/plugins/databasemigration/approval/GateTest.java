package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens at a gate, from opening to its end. */
@WithJenkins
class GateTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void people(JenkinsRule rule) {
        jenkins = rule;
        Shop.people(jenkins);
    }

    @Test
    void twoPeopleApproveAndThePlanRuns() throws Exception {
        WorkflowRun build =
                start("echo \"by ${approveDatabaseMigration(plan: plan, approvers: 'alice,dba', required: 2)}\"");
        Approval approval = Shop.atGate(jenkins, build);
        FlowExecution flow = build.getExecution();
        FlowNode node = flow.getNode(approval.getId());
        assertThat(PauseAction.isPaused(node)).isTrue();
        assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
        assertThat(flow.getCurrentExecutions(true).get().get(0).getStatus()).isEqualTo("waiting for approval: 0 of 2");

        Visitor alice = new Visitor(jenkins, "alice");
        assertThat(alice.page(build, approval).getBody().getTextContent())
                .contains(
                        "CREATE TABLE shop", "V1__shop.sql", approval.getPlan().getDigest());
        assertThat(alice.decide(build, approval, "approve")).isEqualTo(200);
        assertThat(approval.getState()).isEqualTo(Approval.State.WAITING);
        assertThat(new Visitor(jenkins, "carol").decide(build, approval, "approve"))
                .isEqualTo(200);

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("by [alice, carol]", build);
        jenkins.assertLogContains("Approved by alice (alice) from 127.0.0.1 at ", build);
        jenkins.assertLogContains("now at 1", build);
        assertThat(PauseAction.isPaused(node)).isFalse();
        assertThat(approval.getDecisions())
                .extracting(decision -> decision.getApprover().getUserId(), Decision::getDigest, Decision::getAddress)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "alice", approval.getPlan().getDigest(), "127.0.0.1"),
                        org.assertj.core.groups.Tuple.tuple(
                                "carol", approval.getPlan().getDigest(), "127.0.0.1"));
        assertThat(jenkins.createWebClient().login("reader").getPage(build).asNormalizedText())
                .contains("alice (alice)", "because", "approved");
    }

    @Test
    void aRejectionAbortsTheBuildWithItsReason() throws Exception {
        WorkflowRun build = start("approveDatabaseMigration plan: plan, approvers: 'alice', remindEvery: '1s'");
        Approval approval = Shop.atGate(jenkins, build);
        jenkins.waitForMessage("Still waiting for approval", build);

        assertThat(new Visitor(jenkins, "alice")
                        .decide(build, approval, "reject", approval.getPlan().getDigest(), "not on\nFriday\u0000 <b>"))
                .isEqualTo(200);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(build.getAction(InterruptedBuildAction.class).getCauses())
                .singleElement()
                .satisfies(cause -> assertThat(cause.getShortDescription())
                        .isEqualTo("alice rejected the migration: not on\nFriday  <b>"));
        assertThat(JenkinsRule.getLog(build))
                .containsPattern("Rejected by alice \\(alice\\) from 127\\.0\\.0\\.1 at \\S+Z: not on Friday <b>");
        jenkins.assertLogNotContains("now at", build);
        assertThat(new Visitor(jenkins, "reader").read(build, approval))
                .doesNotContain("<b>")
                .contains("&lt;b>");
        build.reload();
        assertThat(ApprovalAction.approvals(build).get(0).getState()).isEqualTo(Approval.State.REJECTED);
    }

    @Test
    void nobodyDecidesInTime() throws Exception {
        WorkflowRun build = start("approveDatabaseMigration plan: plan, approvers: 'alice', expiresAfter: '2s'");
        Approval approval = Shop.atGate(jenkins, build);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));

        jenkins.assertLogContains("Nobody decided about the migration in time (0 of 1)", build);
        assertThat(approval.getState()).isEqualTo(Approval.State.EXPIRED);
        assertThat(new Visitor(jenkins, "alice").decide(build, approval, "approve"))
                .isEqualTo(409);
    }

    @Test
    void anAbortedBuildWaitsForNobody() throws Exception {
        WorkflowRun build = start("approveDatabaseMigration plan: plan, approvers: 'alice'");
        Approval approval = Shop.atGate(jenkins, build);

        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));

        assertThat(approval.getState()).isEqualTo(Approval.State.ABANDONED);
        assertThat(PauseAction.isPaused(build.getExecution().getNode(approval.getId())))
                .isFalse();
        assertThat(new Visitor(jenkins, "alice").decide(build, approval, "approve"))
                .isEqualTo(409);
    }

    @Test
    void anEmptyPlanNeedsNobody() throws Exception {
        WorkflowRun build = start("""
                node { migrateDatabase %s; plan = planDatabaseMigration %s }
                echo "by ${approveDatabaseMigration(plan: plan)}"
                """.formatted(Shop.DATABASE, Shop.DATABASE));

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("by []", build);
        assertThat(ApprovalAction.approvals(build)).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsSaidAtOnce() throws Exception {
        for (String[] wrong : new String[][] {
            {"approveDatabaseMigration approvers: 'alice'", "approveDatabaseMigration needs a plan"},
            {"approveDatabaseMigration plan: plan, expiresAfter: 'soon'", "expected a time such as 30m, 12h or 2d"},
            {"approveDatabaseMigration plan: plan, required: 0", "at least one person has to approve"},
        }) {
            WorkflowRun build = start(wrong[0]);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains(wrong[1], build);
        }
    }

    private int jobs;

    private WorkflowRun start(String between) throws Exception {
        return Shop.job(jenkins, "shop" + jobs++, Shop.script(between))
                .scheduleBuild2(0)
                .waitForStart();
    }
}
