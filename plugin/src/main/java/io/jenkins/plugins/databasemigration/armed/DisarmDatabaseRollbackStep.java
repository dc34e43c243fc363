package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code disarmDatabaseRollback}: what this build has armed is not needed. Needs no permission: whoever may change the pipeline
 * could leave the arming out.
 */
public final class DisarmDatabaseRollbackStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String evidence;

    @CheckForNull
    private String environment;

    /** @param evidence what shows that all is well */
    @DataBoundConstructor
    public DisarmDatabaseRollbackStep(String evidence) {
        this.evidence = Util.fixEmptyAndTrim(evidence);
    }

    public String getEvidence() {
        return evidence;
    }

    /** Only the one of this environment; null: all of the build. */
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
        if (evidence == null) {
            throw new AbortException(
                    "disarmDatabaseRollback needs evidence: what shows that all is well. Nothing was" + " disarmed.");
        }
        return new Execution(context, evidence, environment);
    }

    private static final class Execution extends BriefExecution {
        private static final long serialVersionUID = 1L;

        private final String evidence;

        @CheckForNull
        private final String environment;

        Execution(StepContext context, String evidence, @CheckForNull String environment) {
            super(context);
            this.evidence = evidence;
            this.environment = environment;
        }

        @Override
        Object run() throws IOException, InterruptedException {
            Run<?, ?> run = getContext().get(Run.class);
            List<ArmedRollback> meant = ArmedRollbacks.get().of(run).stream()
                    .filter(armed -> environment == null
                            || armed.getMigration().getEnvironment().equals(environment))
                    .toList();
            if (meant.isEmpty()) {
                throw new AbortException("This build has armed no rollback"
                        + (environment == null ? "" : " of the environment " + environment) + ".");
            }
            for (ArmedRollback armed : meant) {
                disarm(armed, run.getParent().getFullName() + " #" + run.getNumber());
            }
            return null;
        }

        /** Where that was done before, by this step or by somebody else, all is as it should be. */
        private void disarm(ArmedRollback armed, String build) throws IOException, InterruptedException {
            ArmedRollback now = ArmedRollbacks.get()
                    .change(
                            armed.getId(),
                            known -> known.is(Fate.State.DISARMED) ? known : known.disarmed(build, evidence));
            getContext()
                    .get(TaskListener.class)
                    .getLogger()
                    .println("Disarmed the rollback of " + now.getMigration().getEnvironment() + ": "
                            + now.getFate().getWhy());
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "disarmDatabaseRollback";
        }

        @Override
        public String getDisplayName() {
            return Messages.DisarmDatabaseRollbackStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
