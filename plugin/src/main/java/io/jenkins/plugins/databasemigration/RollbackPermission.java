package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.databasemigration.armed.ArmedRollback;
import io.jenkins.plugins.databasemigration.armed.ArmedRollbackCause;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.AuthenticationException;

/**
 * Who may start a build that puts a database back: everybody who is known to have started it, or the build that started it,
 * needs the permission on this job. A timer or a push is the job's own doing. For an armed rollback its people answer: who
 * approved it with the migration, or else who started the build that armed it, or who did not wait for its time.
 */
public final class RollbackPermission {
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
                if (!permitted(run.getParent(), user.getUserId())) {
                    throw new AbortException(
                            user.getUserName() + " started this and may not put databases of "
                                    + run.getParent().getFullName()
                                    + " back. Nothing was run. Ask somebody who has the permission Database Migration/Rollback.");
                }
                person = true;
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                person |= check(run, upstream.getUpstreamCauses());
            } else if (cause instanceof ArmedRollbackCause fired) {
                person |= check(run, fired);
            }
        }
        return person;
    }

    private static boolean check(Run<?, ?> run, ArmedRollbackCause fired) throws AbortException {
        ArmedRollback armed = fired.find(run);
        if (armed == null) {
            throw new AbortException("This is not the build that the armed rollback " + fired.getArmed()
                    + " started. Nothing was run. An armed rollback starts once; start another one by hand.");
        }
        for (String answerable : armed.answerable()) {
            if (!permitted(run.getParent(), answerable)) {
                throw new AbortException(answerable + " armed this and may not put databases of "
                        + run.getParent().getFullName()
                        + " back. Nothing was run. Ask somebody who has the permission Database Migration/Rollback.");
            }
        }
        return !armed.people().isEmpty();
    }

    /** Whether somebody may put databases of a job back; null: nobody who is known. */
    public static boolean permitted(Job<?, ?> job, @CheckForNull String id) {
        if (!Jenkins.get().isUseSecurity()) {
            return true;
        }
        if (id == null) {
            return job.getACL().hasPermission2(Jenkins.ANONYMOUS2, Permissions.ROLLBACK);
        }
        User user = User.getById(id, false);
        try {
            return user != null && job.getACL().hasPermission2(user.impersonate2(), Permissions.ROLLBACK);
        } catch (AuthenticationException e) {
            // Nobody knows this user any more.
            return false;
        }
    }
}
