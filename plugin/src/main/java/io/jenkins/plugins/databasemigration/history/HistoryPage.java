package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of a job with what all of its builds did to databases, the same for programs; for whoever may read the job. */
@ExportedBean(defaultVisibility = 1)
public final class HistoryPage implements Action {
    static final String URL = "database-migrations";

    private final Job<?, ?> job;

    HistoryPage(Job<?, ?> job) {
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Everything, the newest first. */
    @Exported
    public List<HistoryEntry> getEntries() throws IOException {
        return JobHistory.of(job).entries();
    }

    /**
     * What a request asks to see.
     *
     * @param environment null or empty: of all environments
     * @param page from 1; null or no number: the first
     */
    public HistorySelection select(@CheckForNull String environment, @CheckForNull String page) throws IOException {
        return HistorySelection.of(getEntries(), environment, page);
    }

    public Api getApi() {
        return new Api(this);
    }

    /** None for jobs that have nothing to do with databases. */
    @Override
    @CheckForNull
    public String getIconFileName() {
        return JobHistory.of(job).isEmpty() ? null : "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.HistoryPage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
