package io.jenkins.plugins.databasemigration.history;

import hudson.Extension;
import hudson.model.RootAction;
import jenkins.model.Jenkins;

/** The dashboard of all of Jenkins. */
@Extension
public final class RootDashboard extends Dashboard implements RootAction {
    public RootDashboard() {
        super(Jenkins.get());
    }
}
