package io.jenkins.plugins.databasemigration.scheduled;

import jenkins.model.CauseOfInterruption;

/** Somebody called the rollback off before its time. */
final class CalledOff extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    @Override
    public String getShortDescription() {
        return Messages.CalledOff_Description();
    }
}
