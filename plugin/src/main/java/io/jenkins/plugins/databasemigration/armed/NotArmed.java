package io.jenkins.plugins.databasemigration.armed;

import hudson.AbortException;

/** It is too late to decide about an armed rollback: it was decided. */
final class NotArmed extends AbortException {
    private static final long serialVersionUID = 1L;

    NotArmed(ArmedRollback known) {
        super("The armed rollback of " + known.getMigration().getEnvironment() + " by " + known.getBuild() + " is "
                + known.getFate().getState().name().toLowerCase(java.util.Locale.ROOT) + " since "
                + known.getFate().getTime().toInstant() + ". Look at its page, and at the database.");
    }
}
