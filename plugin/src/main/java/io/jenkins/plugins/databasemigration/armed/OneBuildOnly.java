package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Cause;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;

/**
 * Lets nothing run for an armed rollback that has had its build. Jenkins keeps its queue on the disk with a delay of a minute, so
 * one that was killed puts again into the queue what it had started already.
 */
@Extension
public final class OneBuildOnly extends QueueTaskDispatcher {
    @CheckForNull
    @Override
    public CauseOfBlockage canRun(Queue.Item item) {
        return isStale(item) ? new Stale() : null;
    }

    /** Whether it must never run. */
    static boolean isStale(Queue.Item item) {
        for (Cause cause : item.getCauses()) {
            if (cause instanceof ArmedRollbackCause fired) {
                ArmedRollback known = ArmedRollbacks.get().find(fired.getArmed());
                if (known == null || !known.is(Fate.State.FIRING) || StartedBuild.of(known) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private static final class Stale extends CauseOfBlockage {
        @Override
        public String getShortDescription() {
            return Messages.OneBuildOnly_Stale();
        }
    }
}
