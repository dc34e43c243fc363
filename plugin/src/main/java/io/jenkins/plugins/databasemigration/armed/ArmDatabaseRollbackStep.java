package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.databasemigration.approval.Spans;
import io.jenkins.plugins.databasemigration.armed.RollbackOrder.Way;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code armDatabaseRollback}: takes the build's migration back after a time, unless it is disarmed before. Needs no node. */
public final class ArmDatabaseRollbackStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String within;
    private final String job;

    @CheckForNull
    private String environment;

    private boolean byScripts;

    @CheckForNull
    private Integer maxLostRows;

    /**
     * @param within after which time, such as {@code 30m}
     * @param job the job that puts databases back
     */
    @DataBoundConstructor
    public ArmDatabaseRollbackStep(String within, String job) {
        this.within = Util.fixEmptyAndTrim(within);
        this.job = Util.fixEmptyAndTrim(job);
    }

    public String getWithin() {
        return within;
    }

    public String getJob() {
        return job;
    }

    /** The environment whose migration is meant; null: the last one of the build. */
    @CheckForNull
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** Whether the scripts of the migration tool go back, and not the backup. */
    public boolean isByScripts() {
        return byScripts;
    }

    @DataBoundSetter
    public void setByScripts(boolean byScripts) {
        this.byScripts = byScripts;
    }

    /** How many rows more than in the backup may be lost; null: as many as there are. */
    @CheckForNull
    public Integer getMaxLostRows() {
        return maxLostRows;
    }

    @DataBoundSetter
    public void setMaxLostRows(Integer maxLostRows) {
        this.maxLostRows = maxLostRows;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (job == null || within == null) {
            throw new AbortException(
                    "armDatabaseRollback needs within, a time, and job, the job that puts databases back."
                            + " Nothing was armed.");
        } else if (byScripts && maxLostRows != null) {
            throw new AbortException("Which rows scripts lose is not known before. Nothing was armed. Leave out either"
                    + " byScripts or maxLostRows.");
        } else if (maxLostRows != null && maxLostRows < 0) {
            throw new AbortException("maxLostRows cannot be " + maxLostRows + ". Nothing was armed.");
        }
        return new Execution(
                context,
                new Arming(
                        time(),
                        job,
                        environment,
                        byScripts ? Way.SCRIPTS : Way.BACKUP,
                        maxLostRows == null ? null : maxLostRows.longValue()));
    }

    private Duration time() throws AbortException {
        try {
            return Spans.parse("within", within);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage() + ". Nothing was armed.");
        }
    }

    private static final class Execution extends BriefExecution {
        private static final long serialVersionUID = 1L;

        private final Arming arming;

        Execution(StepContext context, Arming arming) {
            super(context);
            this.arming = arming;
        }

        @Override
        Object run() throws IOException, InterruptedException {
            StepContext context = getContext();
            ArmedRollback armed = arming.arm(
                    context.get(Run.class), context.get(FlowNode.class).getId());
            context.get(TaskListener.class)
                    .getLogger()
                    .println("Armed: unless it is disarmed before "
                            + armed.getDue().toInstant() + ", "
                            + armed.getOrder().getJob() + " takes back the migration of " + armed.getMigration());
            return null;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "armDatabaseRollback";
        }

        @Override
        public String getDisplayName() {
            return Messages.ArmDatabaseRollbackStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return arguments.get("within") instanceof String within ? within : null;
        }
    }
}
