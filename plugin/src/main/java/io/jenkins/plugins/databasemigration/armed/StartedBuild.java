package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * What Jenkins itself knows of the build that an armed rollback starts: that is the truth, whatever was written before
 * a Jenkins was killed.
 */
final class StartedBuild {
    /** How far a clock may have been put back since. */
    private static final long DOUBT_MILLIS = 3_600_000;

    private StartedBuild() {}

    /** The build; null where there is none. */
    @CheckForNull
    static Run<?, ?> of(ArmedRollback fired) {
        Job<?, ?> job = fired.getOrder().find();
        if (job == null) {
            return null;
        }
        long since = fired.getFate().getTime().getTime() - DOUBT_MILLIS;
        for (Run<?, ?> build = job.getLastBuild(); build != null; build = build.getPreviousBuild()) {
            if (ArmedRollbackCause.in(build.getCauses(), fired.getId())) {
                return build;
            } else if (build.getTimeInMillis() < since) {
                return null;
            }
        }
        return null;
    }

    /** What waits in the queue for it. */
    static List<Queue.Item> waiting(ArmedRollback firing) {
        return Stream.of(Jenkins.get().getQueue().getItems())
                .filter(item -> ArmedRollbackCause.in(item.getCauses(), firing.getId()))
                .toList();
    }
}
