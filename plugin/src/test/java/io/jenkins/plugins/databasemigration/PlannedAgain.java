package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.Extension;
import hudson.model.Run;
import java.io.File;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

/** Gives a build what planning left on the first build of its job, without a process for each of hundreds of builds. */
public final class PlannedAgain extends Step {
    @DataBoundConstructor
    public PlannedAgain() {}

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronous(context, here -> {
            Run<?, ?> build = here.get(Run.class);
            Run<?, ?> first = build.getParent().getBuildByNumber(1);
            FileUtils.copyDirectory(first.getArtifactsDir(), build.getArtifactsDir());
            PlanSummary made = DatabaseMigrationAction.plans(first).get(0);
            DatabaseMigrationAction.add(build, made);
            File document = new File(build.getArtifactsDir(), "database-migration/" + made.getRun() + "/plan.json");
            return DatabaseMigrationPlan.of(made.getRun(), null, "", new ObjectMapper().readTree(document));
        });
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "plannedAgain";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }
    }
}
