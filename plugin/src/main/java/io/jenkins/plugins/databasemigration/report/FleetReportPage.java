package io.jenkins.plugins.databasemigration.report;

import hudson.model.Run;

/** The page of one run of a fleet: what became of each target. */
public final class FleetReportPage extends EndedPage<FleetReport> {
    /**
     * @param build of the run; refused to whoever may not read its artifacts
     * @param runId the run, as the build knows it
     */
    public FleetReportPage(Run<?, ?> build, String runId) {
        super(build, runId, RunDocuments::fleetReport);
    }
}
