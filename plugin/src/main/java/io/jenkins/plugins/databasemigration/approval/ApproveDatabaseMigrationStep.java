package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.databasemigration.DatabaseMigrationPlan;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code approveDatabaseMigration}: waits until people have approved exactly the given plan. Needs no node. */
public final class ApproveDatabaseMigrationStep extends Step {
    @CheckForNull
    private DatabaseMigrationPlan plan;

    private final ApprovalRule rule = new ApprovalRule();

    @CheckForNull
    private String expiresAfter;

    @CheckForNull
    private String remindEvery;

    @DataBoundConstructor
    public ApproveDatabaseMigrationStep() {}

    /** What {@code planDatabaseMigration} returned. */
    @CheckForNull
    public DatabaseMigrationPlan getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(DatabaseMigrationPlan plan) {
        this.plan = plan;
    }

    @CheckForNull
    public String getApprovers() {
        return rule.getApprovers();
    }

    @DataBoundSetter
    public void setApprovers(String approvers) {
        rule.setApprovers(approvers);
    }

    public int getRequired() {
        return rule.getRequired();
    }

    @DataBoundSetter
    public void setRequired(int required) {
        rule.setRequired(required);
    }

    public boolean isNotStarter() {
        return rule.isNotStarter();
    }

    @DataBoundSetter
    public void setNotStarter(boolean notStarter) {
        rule.setNotStarter(notStarter);
    }

    public boolean isNotAuthors() {
        return rule.isNotAuthors();
    }

    @DataBoundSetter
    public void setNotAuthors(boolean notAuthors) {
        rule.setNotAuthors(notAuthors);
    }

    public boolean isNotAdministrators() {
        return rule.isNotAdministrators();
    }

    @DataBoundSetter
    public void setNotAdministrators(boolean notAdministrators) {
        rule.setNotAdministrators(notAdministrators);
    }

    public boolean isReasonRequired() {
        return rule.isReasonRequired();
    }

    @DataBoundSetter
    public void setReasonRequired(boolean reasonRequired) {
        rule.setReasonRequired(reasonRequired);
    }

    /** How long the gate waits, such as {@code 2d}; null: as long as the build. */
    @CheckForNull
    public String getExpiresAfter() {
        return expiresAfter;
    }

    @DataBoundSetter
    public void setExpiresAfter(String expiresAfter) {
        this.expiresAfter = Util.fixEmptyAndTrim(expiresAfter);
    }

    /** How often the log reminds, such as {@code 4h}; null: never. */
    @CheckForNull
    public String getRemindEvery() {
        return remindEvery;
    }

    @DataBoundSetter
    public void setRemindEvery(String remindEvery) {
        this.remindEvery = Util.fixEmptyAndTrim(remindEvery);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (plan == null) {
            throw new AbortException(
                    "approveDatabaseMigration needs a plan. Give it what planDatabaseMigration returned,"
                            + " with plan.");
        }
        return new ApprovalExecution(context, plan.getDigest(), new Gate(request()));
    }

    private ApprovalRequest request() throws AbortException {
        try {
            return new ApprovalRequest(rule, expiresAfter, remindEvery);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "approveDatabaseMigration";
        }

        @Override
        public String getDisplayName() {
            return Messages.ApproveDatabaseMigrationStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            Object plan = arguments.get("plan");
            return plan == null ? null : plan.toString();
        }
    }
}
