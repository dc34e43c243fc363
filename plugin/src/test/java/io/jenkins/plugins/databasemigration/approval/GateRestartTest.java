package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.databasemigration.Await;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins restarts while a gate waits, after one of two approvals, and between the approval and the run. */
class GateRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void nothingThatWasDecidedIsLostAndNobodyIsAskedTwice() throws Throwable {
        sessions.then(jenkins -> {
            Shop.people(jenkins);
            WorkflowRun build = Shop.job(
                            jenkins,
                            "shop",
                            Shop.script("approveDatabaseMigration plan: plan, approvers: 'alice,dba', required: 2\n"
                                    + "semaphore 'between'"))
                    .scheduleBuild2(0)
                    .waitForStart();
            Shop.atGate(jenkins, build);
        });
        sessions.then(jenkins -> {
            Approval approval = approval(build(jenkins));
            assertThat(approval.getState()).isEqualTo(Approval.State.WAITING);
            assertThat(new Visitor(jenkins, "alice").decide(build(jenkins), approval, "approve"))
                    .isEqualTo(200);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            Approval approval = approval(build);
            assertThat(approval.getDecisions())
                    .extracting(decision -> decision.getApprover().getUserId())
                    .containsExactly("alice");
            assertThat(new Visitor(jenkins, "alice").decide(build, approval, "approve"))
                    .isEqualTo(409);
            assertThat(build.isBuilding()).isTrue();
            assertThat(new Visitor(jenkins, "carol").decide(build, approval, "approve"))
                    .isEqualTo(200);
            SemaphoreStep.waitForStart("between/1", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            SemaphoreStep.success("between/1", null);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("now at 1", build);
            assertThat(approval(build).getState()).isEqualTo(Approval.State.APPROVED);
            assertThat(build.getLog(1000))
                    .filteredOn(line -> line.startsWith("Waiting for approval"))
                    .hasSize(1);
        });
    }

    @Test
    void aStepThatKeepsItsGateItselfGoesOnToo() throws Throwable {
        sessions.then(jenkins -> {
            Shop.people(jenkins);
            WorkflowRun build = Shop.job(jenkins, "shop", gated("approvers: 'alice'"))
                    .scheduleBuild2(0)
                    .waitForStart();
            Shop.atGate(jenkins, build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            assertThat(new Visitor(jenkins, "alice").decide(build, approval(build), "approve"))
                    .isEqualTo(200);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("now at 1", build);
        });
    }

    @Test
    void inputIsAskedAnewInsideOfIt() throws Throwable {
        sessions.then(jenkins -> {
            Shop.people(jenkins);
            WorkflowRun build = Shop.job(jenkins, "shop", gated("approvers: 'alice', style: 'input'"))
                    .scheduleBuild2(0)
                    .waitForStart();
            jenkins.waitForMessage("or Reject", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            Await.until("input asks again", () -> questions(build) == 2);
            new Visitor(jenkins, "alice").answerInput(build);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("now at 1", build);
        });
    }

    private static String gated(String approval) {
        return "node { echo \"now at ${migrateDatabase(" + Shop.DATABASE + ", approval: [" + approval
                + "]).toVersion}\" }";
    }

    private static long questions(WorkflowRun build) throws Exception {
        return build.getLog(1000).stream()
                .filter(line -> line.contains("or Reject"))
                .count();
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getLastBuild();
    }

    private static Approval approval(WorkflowRun build) {
        return ApprovalAction.approvals(build).get(0);
    }
}
