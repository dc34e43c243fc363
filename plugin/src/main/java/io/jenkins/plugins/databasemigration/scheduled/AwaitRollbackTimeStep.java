package io.jenkins.plugins.databasemigration.scheduled;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code awaitRollbackTime}: waits for the time of a scheduled rollback, without an agent and over restarts, and fails where it
 * has gone by.
 */
public final class AwaitRollbackTimeStep extends Step {
    private final String at;

    @CheckForNull
    private String environment;

    /** @param at as {@link RollbackTime} reads it */
    @DataBoundConstructor
    public AwaitRollbackTimeStep(String at) {
        this.at = at;
    }

    public String getAt() {
        return at;
    }

    /** The environment whose database is put back; null where the configuration has only one. */
    @CheckForNull
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new AwaitRollbackTimeExecution(
                    context, RollbackTime.parse(Util.fixNull(at)), Util.fixNull(environment));
        } catch (IllegalArgumentException e) {
            throw new AbortException("at: " + e.getMessage() + ". Nothing was run. Correct it.");
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "awaitRollbackTime";
        }

        @Override
        public String getDisplayName() {
            return Messages.AwaitRollbackTimeStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }
    }
}
