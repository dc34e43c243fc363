package io.jenkins.plugins.databasemigration.history;

import hudson.model.Job;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A line of the history of one of several jobs.
 *
 * @param job whose it is
 * @param entry the line
 */
@ExportedBean(defaultVisibility = 3)
public record JobEntry(
        Job<?, ?> job, @Exported(inline = true) HistoryEntry entry) {
    /** The full name of the job. */
    @Exported
    public String getJobName() {
        return job.getFullName();
    }

    /** The page of the entry, below the root of Jenkins. */
    public String getUrl() {
        return job.getUrl() + entry.getUrl();
    }
}
