package io.jenkins.plugins.databasemigration.armed;

import hudson.model.Computer;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Writes a file or two, away from the threads of pipelines. Does it again where Jenkins ended before it was known to be done: once
 * more does no harm.
 */
abstract class BriefExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    BriefExecution(StepContext context) {
        super(context);
    }

    /** Gives what the step returns. */
    abstract Object run() throws IOException, InterruptedException;

    @Override
    public boolean start() {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                getContext().onSuccess(run());
            } catch (IOException | InterruptedException | RuntimeException e) {
                getContext().onFailure(e);
            }
        });
        return false;
    }

    @Override
    public void onResume() {
        start();
    }
}
