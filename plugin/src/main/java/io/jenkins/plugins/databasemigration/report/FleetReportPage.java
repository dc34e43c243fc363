package io.jenkins.plugins.databasemigration.report;

import hudson.Util;
import hudson.model.Run;
import java.util.Date;

/** The page of one run of a fleet: what became of each target. */
public final class FleetReportPage extends DocumentPage<FleetReport> {
    /**
     * @param build of the run; refused to whoever may not read its artifacts
     * @param runId the run, as the build knows it
     */
    public FleetReportPage(Run<?, ?> build, String runId) {
        super(build, runId, RunDocuments::fleetReport);
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
