package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** At the end of a build nobody is waited for any more, also where the build was ended by force. */
@Extension
public final class ApprovalCloser extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(ApprovalCloser.class.getName());

    @Override
    public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
        for (Approval approval : ApprovalAction.approvals(run)) {
            try {
                ApprovalAction.end(run, approval, Approval.State.ABANDONED);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "could not close a gate of " + run);
            }
        }
    }
}
