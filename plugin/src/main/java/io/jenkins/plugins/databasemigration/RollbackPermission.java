package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.AuthenticationException;

/**
 * Who may start a build that puts a database back: everybody who is known to have started it, or the build that started it,
 * needs the permission on this job. A timer or a push is the job's own doing.
 */
final class RollbackPermission {
    private RollbackPermission() {}

    /** @param personNeeded whether somebody has to have started the build */
    static void check(Run<?, ?> run, boolean personNeeded) throws AbortException {
        if (!check(run, run.getCauses()) && personNeeded) {
            throw new AbortException("Nobody is known to have started this, and what is done to this database has to be"
                    + " approved by people. Nothing was run. Let somebody start it who has the permission Database"
                    + " Migration/Rollback.");
        }
    }

    /** Whether a person started the build. */
    private static boolean check(Run<?, ?> run, List<Cause> causes) throws AbortException {
        boolean person = false;
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause user) {
                if (!permitted(run, user.getUserId())) {
                    throw new AbortException(
                            user.getUserName() + " started this and may not put databases of "
                                    + run.getParent().getFullName()
                                    + " back. Nothing was run. Ask somebody who has the permission Database Migration/Rollback.");
                }
                person = true;
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                person |= check(run, upstream.getUpstreamCauses());
            }
        }
        return person;
    }

    private static boolean permitted(Run<?, ?> run, @CheckForNull String id) {
        if (!Jenkins.get().isUseSecurity()) {
            return true;
        }
        if (id == null) {
            return run.getParent().getACL().hasPermission2(Jenkins.ANONYMOUS2, Permissions.ROLLBACK);
        }
        User user = User.getById(id, false);
        try {
            return user != null && run.getParent().getACL().hasPermission2(user.impersonate2(), Permissions.ROLLBACK);
        } catch (AuthenticationException e) {
            // Nobody knows this user any more.
            return false;
        }
    }
}
