package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.BuildPlan;
import io.jenkins.plugins.databasemigration.PlanSummary;
import io.jenkins.plugins.databasemigration.protection.Protection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One gate of a build: which plan waits, what it takes, and what people said. Kept with the build; guarded by the lock of
 * its {@link ApprovalAction}'s build.
 */
@ExportedBean(defaultVisibility = 2)
public final class Approval {
    private final String id;
    private final PlanSummary plan;
    private final List<Requirement> requirements;
    private final BuildPeople people;
    private final long opened = System.currentTimeMillis();
    private final long expires;

    @CheckForNull
    private final AnnouncedRollback rollback;

    /** Read and kept on disk by others while somebody decides. */
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();

    private State state = State.WAITING;

    /** How a gate stands. */
    public enum State {
        /** For people. */
        WAITING,
        /** By all it takes. */
        APPROVED,
        /** By one is enough. */
        REJECTED,
        /** Nobody said enough in time. */
        EXPIRED,
        /** The build went away from it. */
        ABANDONED
    }

    private Approval(
            String id, PlanSummary plan, List<Requirement> requirements, BuildPeople people, ApprovalRequest request) {
        Duration lifetime = request.lifetime();
        this.rollback = request.rollback();
        this.id = id;
        this.plan = plan;
        this.requirements = requirements;
        this.people = people;
        this.expires = lifetime.isZero() ? 0 : opened + lifetime.toMillis();
    }

    /**
     * A gate that opens now, with everything that is demanded for the plan's database.
     *
     * @param id of the node that waits
     * @param request what the pipeline itself demands
     */
    static Approval of(Run<?, ?> run, String id, BuildPlan plan, ApprovalRequest request) throws AbortException {
        List<Requirement> requirements = new ArrayList<>(List.of(new Requirement(null, request.rule())));
        requirements.addAll(Protection.of(plan.undertaking(run.getParent())).requirements());
        PlanSummary summary = plan.summary();
        return new Approval(id, summary, requirements, BuildPeople.of(run, summary.getDatabase()), request);
    }

    /** The id of the node in the build's flow that waits, and the last part of the gate's URL. */
    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public PlanSummary getPlan() {
        return plan;
    }

    @Exported
    public List<Requirement> getRequirements() {
        return List.copyOf(requirements);
    }

    @Exported
    public List<Decision> getDecisions() {
        return List.copyOf(decisions);
    }

    @Exported
    public State getState() {
        return state;
    }

    @Exported
    public Date getOpened() {
        return new Date(opened);
    }

    /** When it is too late; null: never. */
    @Exported
    @CheckForNull
    public Date getExpires() {
        return expires == 0 ? null : new Date(expires);
    }

    /** What is approved together with the migration; null: nothing. */
    @Exported
    @CheckForNull
    public AnnouncedRollback getRollback() {
        return rollback;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** What a build asks of whoever decides here. */
    BuildPeople people() {
        return people;
    }

    /** Every name of a user or group that anybody asks for. */
    List<String> names() {
        return requirements.stream()
                .flatMap(requirement -> requirement.getRule().names().stream())
                .distinct()
                .toList();
    }

    /** Why somebody may not approve; null where he may. */
    @CheckForNull
    String refusal(Approver who) {
        for (Requirement requirement : requirements) {
            String exclusion = requirement.getRule().exclusion(who);
            if (exclusion != null) {
                return exclusion;
            }
        }
        return mayReject(who) ? null : Messages.Approval_NotAnApprover();
    }

    /** Whoever is an approver may reject, also what he may not approve himself. */
    boolean mayReject(Approver who) {
        return requirements.stream()
                .anyMatch(requirement -> requirement.getRule().names(who));
    }

    boolean hasDecided(Approver who) {
        return decisions.stream()
                .anyMatch(decision -> decision.getApprover().key().equals(who.key()));
    }

    public boolean isReasonRequired() {
        return requirements.stream()
                .anyMatch(requirement -> requirement.getRule().isReasonRequired());
    }

    /** The ids of those who approved, in order. */
    ArrayList<String> approvers() {
        ArrayList<String> ids = new ArrayList<>();
        decisions.stream()
                .filter(Decision::isApproved)
                .forEach(decision -> ids.add(decision.getApprover().getUserId()));
        return ids;
    }

    /** Adds a decision, and settles the gate where it was the last that was missing. */
    void add(Decision decision) throws DecisionRefused {
        check(decision);
        decisions.add(decision);
        if (!decision.isApproved()) {
            state = State.REJECTED;
        } else if (requirements.stream().allMatch(requirement -> requirement.satisfiedBy(decisions))) {
            state = State.APPROVED;
        }
    }

    /** Takes back a decision that could not be kept, as if it had never been made. */
    void forget(Decision decision) {
        decisions.remove(decision);
        state = State.WAITING;
    }

    /** Ends the waiting without a decision. */
    void end(State how) {
        state = how;
    }

    boolean isDue() {
        return isWaiting() && expires != 0 && System.currentTimeMillis() >= expires;
    }

    private void check(Decision decision) throws DecisionRefused {
        Approver who = decision.getApprover();
        String refusal =
                decision.isApproved() ? refusal(who) : mayReject(who) ? null : Messages.Approval_NotAnApprover();
        if (refusal != null) {
            throw DecisionRefused.forbidden(refusal);
        } else if (!plan.getDigest().equals(decision.getDigest())) {
            throw DecisionRefused.conflict(Messages.Approval_OtherPlan());
        } else if (isDue()) {
            throw DecisionRefused.conflict(Messages.Approval_Expired());
        } else if (!isWaiting()) {
            throw DecisionRefused.conflict(Messages.Approval_Settled());
        } else if (hasDecided(who)) {
            throw DecisionRefused.conflict(Messages.Approval_Decided());
        } else if (isReasonRequired() && decision.getReason() == null) {
            throw DecisionRefused.incomplete(Messages.Approval_ReasonMissing());
        }
    }

    /** How far it is, for logs: {@code 1 of 2}, once for each who asks. */
    String progress() {
        return String.join(
                ", ",
                requirements.stream()
                        .map(requirement -> requirement.count(decisions)
                                + " of "
                                + requirement.getRule().getRequired()
                                + (requirement.getOrigin() == null ? "" : " for " + requirement.getOrigin()))
                        .toList());
    }
}
