package io.jenkins.plugins.databasemigration.report;

import hudson.Util;
import hudson.model.Run;
import java.util.Date;

/**
 * The page of a run that ended.
 *
 * @param <T> its report
 */
public abstract class EndedPage<T extends Ended> extends DocumentPage<T> {
    EndedPage(Run<?, ?> build, String runId, Source<T> source) {
        super(build, runId, source);
    }

    @Override
    public String getDisplayName() {
        return Messages.ReportPage_DisplayName();
    }

    /** When the run began. */
    public Date getStarted() {
        return Date.from(shown().started());
    }

    /** How long it took, in words. */
    public String getTook() {
        return Util.getTimeSpanString(shown().took());
    }
}
