package io.jenkins.plugins.databasemigration.approval;

import jenkins.model.CauseOfInterruption;

/** Nobody decided about a plan in time. */
public final class Expired extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String progress;

    Expired(Approval approval) {
        progress = approval.progress();
    }

    @Override
    public String getShortDescription() {
        return Messages.Expired_Description(progress);
    }
}
