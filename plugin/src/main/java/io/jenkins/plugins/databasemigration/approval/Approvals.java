package io.jenkins.plugins.databasemigration.approval;

import hudson.AbortException;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What people decided about one plan in a build: read from the build's own record and from nothing that a pipeline says. */
public final class Approvals {
    private final String digest;
    private final List<Decision> decisions;

    private Approvals(String digest, List<Decision> decisions) {
        this.digest = digest;
        this.decisions = decisions;
    }

    /** Everything that was settled about a plan. */
    public static Approvals of(Run<?, ?> run, String digest) throws IOException {
        ApprovalAction.settleInputs(run, digest);
        List<Decision> decisions = new ArrayList<>();
        for (Approval approval : ApprovalAction.approvals(run)) {
            boolean counts =
                    approval.getState() == Approval.State.APPROVED || approval.getState() == Approval.State.REJECTED;
            if (counts && approval.getPlan().getDigest().equals(digest)) {
                decisions.addAll(approval.getDecisions());
            }
        }
        return new Approvals(digest, decisions);
    }

    /** Refuses unless enough people approved for everybody who asks; one who rejected is enough to refuse. */
    public void require(List<Requirement> demanded) throws AbortException {
        for (Decision decision : decisions) {
            if (!decision.isApproved()) {
                throw new AbortException("The plan " + digest + " was rejected by "
                        + decision.getApprover().getUserId() + ". Nothing was run.");
            }
        }
        for (Requirement requirement : demanded) {
            if (!requirement.satisfiedBy(decisions)) {
                throw new AbortException("The plan " + digest + " is not approved: "
                        + requirement.count(decisions) + " of "
                        + requirement.getRule().getRequired()
                        + (requirement.getOrigin() == null ? "" : " for the policy " + requirement.getOrigin())
                        + ". Nothing was run. Put approveDatabaseMigration before this step.");
            }
        }
    }

    /** Who decided what, a line each. */
    public List<String> lines() {
        return decisions.stream().map(Decision::line).toList();
    }
}
