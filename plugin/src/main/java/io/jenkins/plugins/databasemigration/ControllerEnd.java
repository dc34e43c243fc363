package io.jenkins.plugins.databasemigration;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import jenkins.model.Jenkins;

/**
 * Whether this Jenkins is about to end. Much fails then, and none of it says anything about a run: the next Jenkins looks
 * after it. {@link Jenkins#isTerminating} comes too late, for the connections are closed before.
 */
@Extension
public final class ControllerEnd extends ItemListener {
    private volatile boolean begun;

    @Override
    public void onBeforeShutdown() {
        begun = true;
    }

    /** True from the first sign on. */
    static boolean begun(Jenkins jenkins) {
        return jenkins != Jenkins.getInstanceOrNull()
                || jenkins.isTerminating()
                || ExtensionList.lookupSingleton(ControllerEnd.class).begun;
    }
}
