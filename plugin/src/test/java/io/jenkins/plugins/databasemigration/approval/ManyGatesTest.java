package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.databasemigration.Cost;
import io.jenkins.plugins.databasemigration.ManyBuilds;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Builds that wait at gates hold no executor and no thread, and no more memory than as many that wait at {@code input}.
 * There are forty of them; {@code -Dgates=200} makes it two hundred, for the figures in docs/approval.md.
 */
@WithJenkins
class ManyGatesTest {
    private static final int BUILDS = Integer.getInteger("gates", 40);

    /** Threads of pools come and go; a thread for each gate would be more. */
    private static final int FEW = 25;

    /** In bytes, for each build: with few of them, what else happens in this Jenkins weighs as much as they do. */
    private static final long LITTLE = 100_000;

    private JenkinsRule jenkins;

    @Test
    void waitAtNoCost(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shop.people(jenkins);
        WorkflowJob gates = Shop.job(jenkins, "gates", "");
        WorkflowJob inputs = jenkins.createProject(WorkflowJob.class, "inputs");
        gates.setDefinition(new CpsFlowDefinition("node { planDatabaseMigration " + Shop.DATABASE + " }", true));
        jenkins.buildAndAssertSuccess(gates);

        Cost start = Cost.now();
        ManyBuilds.start(jenkins, inputs, "input 'go on?'", BUILDS, "go on?");
        Cost atInputs = Cost.now();
        ManyBuilds.abort(inputs);
        Cost between = Cost.now();
        ManyBuilds.start(
                jenkins,
                gates,
                "approveDatabaseMigration plan: plannedAgain(), approvers: 'alice', expiresAfter: '2d', remindEvery: '4h'",
                BUILDS,
                "Waiting for approval");
        Cost atGates = Cost.now();

        System.out.printf(
                "%d builds waiting: at input %+d threads, %d kB each; at gates %+d threads, %d kB each%n",
                BUILDS,
                atInputs.threads() - start.threads(),
                atInputs.each(start, BUILDS) / 1000,
                atGates.threads() - between.threads(),
                atGates.each(between, BUILDS) / 1000);
        assertThat(jenkins.jenkins.toComputer().countBusy()).isZero();
        assertThat(atGates.threads() - between.threads()).isLessThan(FEW);
        assertThat(atGates.each(between, BUILDS)).isLessThan(2 * Math.max(atInputs.each(start, BUILDS), LITTLE));

        WorkflowRun one = gates.getLastBuild();
        assertThat(new Visitor(jenkins, "alice")
                        .decide(one, ApprovalAction.approvals(one).get(0), "approve"))
                .isEqualTo(200);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(one));
        ManyBuilds.abort(gates);
    }
}
