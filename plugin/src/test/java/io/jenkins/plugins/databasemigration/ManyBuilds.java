package io.jenkins.plugins.databasemigration;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Many builds of one job that are at the same place at the same time. */
public final class ManyBuilds {
    private ManyBuilds() {}

    /** Starts them, and waits until each has said something. */
    public static void start(JenkinsRule jenkins, WorkflowJob job, String script, int builds, String message)
            throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        int first = job.getNextBuildNumber();
        for (int i = 0; i < builds; i++) {
            job.scheduleBuild2(0).waitForStart();
        }
        for (int number = first; number < first + builds; number++) {
            jenkins.waitForMessage(message, job.getBuildByNumber(number));
        }
    }

    /** Ends those that are not over. */
    public static void abort(WorkflowJob job) throws Exception {
        for (WorkflowRun build : job.getBuilds()) {
            if (build.isBuilding()) {
                build.doStop();
            }
        }
        Await.until("all are aborted", () -> job.getBuilds().stream().noneMatch(WorkflowRun::isBuilding));
    }
}
