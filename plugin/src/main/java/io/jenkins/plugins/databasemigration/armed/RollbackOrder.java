package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Which job is to put the database back, and how. */
@ExportedBean(defaultVisibility = 3)
public final class RollbackOrder {
    private final String job;
    private final Way way;

    @CheckForNull
    private final Long maxLostRows;

    /** How a database is put back. */
    public enum Way {
        /** To the backup that was taken before the migration. */
        BACKUP,
        /** By the scripts of the migration tool. */
        SCRIPTS
    }

    /**
     * @param job full name of the job
     * @param way how
     * @param maxLostRows how many rows more than in the backup may be lost; null: as many as there are
     */
    RollbackOrder(String job, Way way, @CheckForNull Long maxLostRows) {
        this.job = job;
        this.way = way;
        this.maxLostRows = maxLostRows;
    }

    /** The same after a job got another name. */
    RollbackOrder moved(String from, String to) {
        return new RollbackOrder(JobNames.moved(job, from, to), way, maxLostRows);
    }

    /** The job, whoever asks; null where there is none of that name. */
    @CheckForNull
    public Job<?, ?> find() {
        return JobNames.find(job);
    }

    @Exported
    public String getJob() {
        return job;
    }

    @Exported
    public Way getWay() {
        return way;
    }

    @Exported
    @CheckForNull
    public Long getMaxLostRows() {
        return maxLostRows;
    }
}
