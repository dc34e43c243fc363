package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.databasemigration.BuildPlan;
import io.jenkins.plugins.databasemigration.DatabaseMigrationPlan;
import io.jenkins.plugins.databasemigration.DatabaseMigrationStepDescriptor;
import io.jenkins.plugins.databasemigration.PlanSummary;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStep;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code approveDatabaseMigration}: waits until people have approved exactly the given plan. Needs no node. */
public final class ApproveDatabaseMigrationStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String INPUT = "input";

    @CheckForNull
    private DatabaseMigrationPlan plan;

    private final ApprovalRule rule = new ApprovalRule();

    @CheckForNull
    private String expiresAfter;

    @CheckForNull
    private String remindEvery;

    @CheckForNull
    private String style;

    @CheckForNull
    private String rollbackWithin;

    @CheckForNull
    private String rollbackJob;

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

    /** What this step demands of those who approve. */
    public ApprovalRule rule() {
        return rule;
    }

    /** The same gate for a plan. */
    public ApproveDatabaseMigrationStep of(DatabaseMigrationPlan waiting) {
        plan = waiting;
        return this;
    }

    /** The time after which an armed rollback will start; null: none will be armed. */
    @CheckForNull
    public String getRollbackWithin() {
        return rollbackWithin;
    }

    @DataBoundSetter
    public void setRollbackWithin(String rollbackWithin) {
        this.rollbackWithin = Util.fixEmptyAndTrim(rollbackWithin);
    }

    /** The job that it will start. */
    @CheckForNull
    public String getRollbackJob() {
        return rollbackJob;
    }

    @DataBoundSetter
    public void setRollbackJob(String rollbackJob) {
        this.rollbackJob = Util.fixEmptyAndTrim(rollbackJob);
    }

    /** {@code input}, to ask with the step of that name; null: on a page of our own. */
    @CheckForNull
    public String getStyle() {
        return style;
    }

    @DataBoundSetter
    public void setStyle(String style) {
        this.style = Util.fixEmptyAndTrim(style);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (plan == null) {
            throw new AbortException(
                    "approveDatabaseMigration needs a plan. Give it what planDatabaseMigration returned,"
                            + " with plan.");
        } else if (style != null && !style.equals(INPUT)) {
            throw new AbortException("style: expected input or nothing, found \"" + style + "\"");
        } else if (style != null && !plan.isEmpty()) {
            return input(context, plan.getDigest());
        }
        return new ApprovalExecution(context, plan.getDigest(), new Gate(request()));
    }

    private ApprovalRequest request() throws AbortException {
        try {
            return new ApprovalRequest(
                    rule, expiresAfter, remindEvery, AnnouncedRollback.of(rollbackWithin, rollbackJob));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private boolean hasTimes() {
        return expiresAfter != null || remindEvery != null || rollbackWithin != null;
    }

    /** The execution of {@code input} itself: what answers an input finds no other after a restart. */
    private StepExecution input(StepContext context, String digest) throws Exception {
        if (rule.getRequired() > 1 || rule.isReasonRequired() || hasTimes() || rollbackJob != null) {
            throw new AbortException(
                    "With style: 'input' one person is asked, without a reason or a time limit. Leave out"
                            + " required, reasonRequired, expiresAfter, remindEvery and rollbackJob, or the style.");
        }
        Run<?, ?> run = context.get(Run.class);
        PlanSummary made = BuildPlan.madeBy(run, digest);
        ApprovalAction.open(run, new InputGate(context.get(FlowNode.class).getId(), digest, rule));
        InputStep input = new InputStep(Messages.ApproveDatabaseMigrationStep_Question(
                made.getEnvironment(),
                made.getDatabase(),
                Objects.requireNonNullElse(made.getCurrentVersion(), "-"),
                Objects.requireNonNullElse(made.getTargetVersion(), "-"),
                made.getPending().size(),
                digest));
        input.setSubmitter(String.join(",", rule.names()));
        input.setOk(Messages.ApproveDatabaseMigrationStep_Approve());
        input.setCancel(Messages.ApproveDatabaseMigrationStep_Reject());
        return input.start(context);
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

        @POST
        public ListBoxModel doFillStyleItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (DatabaseMigrationStepDescriptor.mayConfigure(item)) {
                items.add(Messages.ApproveDatabaseMigrationStep_Page(), "");
                items.add(INPUT);
            }
            return items;
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            Object plan = arguments.get("plan");
            return plan == null ? null : plan.toString();
        }
    }
}
