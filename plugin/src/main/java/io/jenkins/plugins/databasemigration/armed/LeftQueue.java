package io.jenkins.plugins.databasemigration.armed;

import hudson.Extension;
import hudson.model.Cause;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** What becomes of the builds of armed rollbacks in the queue: some are started, some are cancelled by somebody. */
@Extension
public final class LeftQueue extends QueueListener {
    private static final Logger LOGGER = Logger.getLogger(LeftQueue.class.getName());

    /** The ids of those whose build was on its way from the queue to an executor since Jenkins started. */
    private static final Set<String> STARTED = ConcurrentHashMap.newKeySet();

    /** Whether there is a build, or will be in a moment. */
    static boolean has(ArmedRollback firing) {
        return STARTED.contains(firing.getId());
    }

    @Override
    public void onLeft(Queue.LeftItem item) {
        // Jenkins empties the queue when it ends, which is nobody's decision.
        boolean decided = item.isCancelled() && !Jenkins.get().isTerminating();
        for (Cause cause : item.getCauses()) {
            if (cause instanceof ArmedRollbackCause fired) {
                if (decided) {
                    cancelled(fired.getArmed());
                } else if (!item.isCancelled()) {
                    STARTED.add(fired.getArmed());
                }
            }
        }
    }

    private static void cancelled(String id) {
        ArmedRollback known = ArmedRollbacks.get().find(id);
        if (known == null || !known.is(Fate.State.FIRING) || StartedBuild.of(known) != null) {
            return;
        }
        try {
            ArmedRollbacks.get().change(id, firing -> firing.cancelled("its build was taken out of the queue"));
            BuildLog.say(known, "The armed rollback was called off: its build was taken out of the queue");
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, e, () -> "could not note that an armed rollback was called off: " + id);
        }
    }
}
