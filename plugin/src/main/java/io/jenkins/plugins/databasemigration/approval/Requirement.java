package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A rule and who asks for it. Where several ask, each must be satisfied; one person's approval may count for all. */
@ExportedBean(defaultVisibility = 2)
public final class Requirement implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String origin;

    private final ApprovalRule rule;

    /** @param origin the name of the policy that asks; null: the pipeline itself */
    public Requirement(@CheckForNull String origin, ApprovalRule rule) {
        this.origin = origin;
        this.rule = rule;
    }

    /** The name of the policy that asks; null where the pipeline itself does. */
    @Exported
    @CheckForNull
    public String getOrigin() {
        return origin;
    }

    @Exported
    public ApprovalRule getRule() {
        return rule;
    }

    /** What it takes, in a sentence. */
    public String getText() {
        StringBuilder text = new StringBuilder(so(rule.getRequired(), rule.names()));
        if (rule.isNotStarter()) {
            text.append(' ').append(Messages.Requirement_NotStarter());
        }
        if (rule.isNotAuthors()) {
            text.append(' ').append(Messages.Requirement_NotAuthors());
        }
        if (rule.isNotAdministrators()) {
            text.append(' ').append(Messages.Requirement_NotAdministrators());
        }
        if (rule.isReasonRequired()) {
            text.append(' ').append(Messages.Requirement_Reason());
        }
        return text.toString();
    }

    /** How many are missing and who may still be one of them, in a sentence; null where it is satisfied. */
    @CheckForNull
    public String missing(List<Decision> decisions) {
        if (satisfiedBy(decisions)) {
            return null;
        }
        List<String> left = new ArrayList<>(rule.names());
        left.removeIf(name -> decisions.stream()
                .anyMatch(decision -> decision.getApprover().getUserId().equals(name)));
        boolean nobody = left.isEmpty() && !rule.names().isEmpty();
        return nobody ? Messages.Requirement_Nobody() : so(rule.getRequired() - count(decisions), left);
    }

    private static String so(int many, List<String> names) {
        return names.isEmpty()
                ? Messages.Requirement_Anybody(many)
                : Messages.Requirement_Of(many, String.join(", ", names));
    }

    /** How many of some decisions count, each person once. */
    public int count(List<Decision> decisions) {
        return (int) decisions.stream()
                .filter(this::counts)
                .map(decision -> decision.getApprover().key())
                .distinct()
                .count();
    }

    boolean satisfiedBy(List<Decision> decisions) {
        return count(decisions) >= rule.getRequired();
    }

    private boolean counts(Decision decision) {
        Approver who = decision.getApprover();
        return decision.isApproved()
                && rule.names(who)
                && rule.exclusion(who) == null
                && !(rule.isReasonRequired() && decision.getReason() == null);
    }
}
