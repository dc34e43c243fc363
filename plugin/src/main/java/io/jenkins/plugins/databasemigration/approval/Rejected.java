package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import jenkins.model.CauseOfInterruption;
import org.kohsuke.stapler.export.Exported;

/** Somebody rejected a plan. */
public final class Rejected extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String userId;
    private final String fullName;

    @CheckForNull
    private final String reason;

    Rejected(Decision decision) {
        userId = decision.getApprover().getUserId();
        fullName = decision.getApprover().getFullName();
        reason = decision.getReason();
    }

    @Exported
    public String getUserId() {
        return userId;
    }

    @Exported
    @CheckForNull
    public String getReason() {
        return reason;
    }

    @Override
    public String getShortDescription() {
        return reason == null
                ? Messages.Rejected_WithoutReason(fullName)
                : Messages.Rejected_WithReason(fullName, reason);
    }
}
