package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.databasemigration.BuildPlan;
import io.jenkins.plugins.databasemigration.DatabaseName;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.databasemigration.PlanSummary;
import io.jenkins.plugins.databasemigration.report.FleetPlan;
import io.jenkins.plugins.databasemigration.report.Plan;
import io.jenkins.plugins.databasemigration.report.Rehearsal;
import io.jenkins.plugins.databasemigration.report.RunDocuments;
import java.io.IOException;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.springframework.security.access.AccessDeniedException;

/** What people see of a gate, and where they decide. */
public final class ApprovalPage implements ModelObject {
    /** See docs/checks.md. */
    private static final Set<String> WITHOUT_RULES = Set.of("sqlite", "h2");

    private final Run<?, ?> run;
    private final Approval approval;

    ApprovalPage(Run<?, ?> run, Approval approval) {
        this.run = run;
        this.approval = approval;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    public Approval getApproval() {
        return approval;
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalPage_DisplayName(approval.getPlan().getEnvironment());
    }

    /** What would run; null where it cannot be shown. */
    @CheckForNull
    public Plan getPlan() {
        try {
            return BuildPlan.of(run, approval.getPlan().getDigest()).plan();
        } catch (IOException | AccessDeniedException e) {
            return null;
        }
    }

    /** What the plan did on a scratch copy; null where it was not rehearsed, or that cannot be shown. */
    @CheckForNull
    public Rehearsal getRehearsal() {
        PlanSummary summary = approval.getPlan();
        try {
            return new RunDocuments(run, summary.getRun())
                    .rehearsal(summary.getDigest())
                    .orElse(null);
        } catch (IOException | AccessDeniedException e) {
            return null;
        }
    }

    /** Whether there are rules for the platform, so that it says something where nothing was found. */
    public boolean isChecked() {
        return !WITHOUT_RULES.contains(platform());
    }

    private String platform() {
        PlanSummary summary = approval.getPlan();
        Plan plan = summary.getTargets() == 0 ? null : getPlan();
        FleetPlan fleet = plan == null ? null : plan.fleet();
        return fleet == null ? DatabaseName.of(summary.getDatabase()).platform() : fleet.platform();
    }

    /** What one could go back to; null where nothing is archived. */
    @CheckForNull
    public LastBackup getLastBackup() {
        PlanSummary summary = approval.getPlan();
        return LastBackup.before(run, summary.getEnvironment(), summary.getDatabase());
    }

    public Api getApi() {
        return new Api(approval);
    }

    /** Whether there is anything for whoever looks at it to decide. */
    public boolean isDecidable() {
        return approval.isWaiting() && !approval.isDue() && (isApprovable() || isRejectable());
    }

    public boolean isApprovable() {
        return getRefusal() == null;
    }

    public boolean isRejectable() {
        return mayDecide() && approval.mayReject(approver()) && !approval.hasDecided(approver());
    }

    /** Why whoever looks at it may not approve; null where he may. */
    @CheckForNull
    public String getRefusal() {
        if (!mayDecide()) {
            return Messages.ApprovalPage_NoPermission();
        }
        Approver who = approver();
        return approval.hasDecided(who) ? Messages.Approval_Decided() : approval.refusal(who);
    }

    private boolean mayDecide() {
        return !Permissions.isNobody() && run.getParent().hasPermission(Permissions.APPROVE);
    }

    @RequirePOST
    public HttpResponse doApprove(StaplerRequest2 request, @QueryParameter String digest, @QueryParameter String reason)
            throws IOException {
        return decide(true, request, digest, reason);
    }

    @RequirePOST
    public HttpResponse doReject(StaplerRequest2 request, @QueryParameter String digest, @QueryParameter String reason)
            throws IOException {
        return decide(false, request, digest, reason);
    }

    private HttpResponse decide(boolean approved, StaplerRequest2 request, String digest, String reason)
            throws IOException {
        run.getParent().checkPermission(Permissions.APPROVE);
        try {
            if (Permissions.isNobody()) {
                throw DecisionRefused.forbidden(Messages.ApprovalPage_Anonymous());
            }
            Decision decision = new Decision(approver(), approved, digest, Reason.of(reason), request.getRemoteAddr());
            ApprovalAction.decide(run, approval, decision);
            if (run instanceof FlowExecutionOwner.Executable executable) {
                Gate.wake(executable.asFlowExecutionOwner(), approval.getId());
            }
            return HttpResponses.redirectToDot();
        } catch (DecisionRefused refused) {
            throw HttpResponses.errorWithoutStack(refused.status(), refused.getMessage());
        }
    }

    private Approver approver() {
        return new Approver(Jenkins.getAuthentication2(), approval.names(), approval.people());
    }
}
