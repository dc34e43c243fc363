package io.jenkins.plugins.databasemigration.history;

import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.scheduled.ScheduledRollback;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;

/** The rollbacks to before certain runs that wait for their time, in whichever job. */
public final class WaitingRollbacks {
    private WaitingRollbacks() {}

    /**
     * Those that whoever looks may read, the next one first.
     *
     * @param runs the ids of the runs
     */
    public static List<ScheduledRollback> before(Set<String> runs) throws IOException {
        List<ScheduledRollback> waiting = new ArrayList<>();
        for (Job<?, ?> job : Items.allItems2(Jenkins.getAuthentication2(), Jenkins.get(), Job.class)) {
            if (!job.hasPermission(Item.READ)) {
                continue;
            }
            for (HistoryEntry entry : JobHistory.of(job).indexed()) {
                if (entry.isSchedule() && entry.isWaiting() && runs.contains(entry.run())) {
                    waiting(job, entry).ifPresent(waiting::add);
                }
            }
        }
        waiting.sort(Comparator.comparing(ScheduledRollback::getStart));
        return waiting;
    }

    /** Asks the build, which goes on and so is in memory: what the history says may be over. */
    static Optional<ScheduledRollback> waiting(Job<?, ?> job, HistoryEntry entry) {
        Run<?, ?> build = job.getBuildByNumber(entry.build());
        return Optional.ofNullable(build).map(ScheduledRollback::of).filter(ScheduledRollback::isWaiting);
    }
}
