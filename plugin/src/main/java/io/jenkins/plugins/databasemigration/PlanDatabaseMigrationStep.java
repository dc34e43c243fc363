package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code planDatabaseMigration}: what would run, and its digest. Changes nothing in the database. */
public final class PlanDatabaseMigrationStep extends DatabaseMigrationStep {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String phase;

    private boolean rehearse;

    @DataBoundConstructor
    public PlanDatabaseMigrationStep() {}

    @Override
    Arguments arguments() {
        Arguments arguments = common("plan")
                .option("--phase", phase)
                .option("--junit", RunArchive.path(getConfig(), RunArchive.JUNIT))
                .option("--sarif", RunArchive.path(getConfig(), RunArchive.SARIF));
        return rehearse ? arguments.flag("--rehearse") : arguments;
    }

    /** The only phase of expand and contract, {@code expand} or {@code contract}; null: all that is pending. */
    @CheckForNull
    public String getPhase() {
        return phase;
    }

    @DataBoundSetter
    public void setPhase(String phase) {
        this.phase = Util.fixEmptyAndTrim(phase);
    }

    /** Whether the plan runs on a scratch copy first, and fails where that does. */
    public boolean isRehearse() {
        return rehearse;
    }

    @DataBoundSetter
    public void setRehearse(boolean rehearse) {
        this.rehearse = rehearse;
    }

    @Override
    boolean reported() {
        return false;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends DatabaseMigrationExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context, PlanDatabaseMigrationStep step) {
            super(context, step);
        }

        @Override
        void prepare(FilePath workspace) throws IOException, InterruptedException {
            archive(workspace).forgetFindings();
        }

        /** What the checks found is kept also where it lets nothing run. */
        @Override
        Object conclude(Answer answer, Run<?, ?> run, RunArchive archive) throws Exception {
            archive.findings();
            // A rehearsal leaves something, also one that failed.
            archive.evidence();
            if (!answer.done()) {
                return null;
            }
            DatabaseMigrationPlan plan =
                    DatabaseMigrationPlan.of(runId(), credentialsId(), databaseName(), answer.document());
            archive.plan(plan.getDigest());
            DatabaseMigrationAction.add(run, plan.getSummary());
            return plan;
        }
    }

    @Extension
    public static final class DescriptorImpl extends DatabaseMigrationStepDescriptor {
        @Override
        public String getFunctionName() {
            return "planDatabaseMigration";
        }

        @Override
        public String getDisplayName() {
            return Messages.PlanDatabaseMigrationStep_DisplayName();
        }
    }
}
