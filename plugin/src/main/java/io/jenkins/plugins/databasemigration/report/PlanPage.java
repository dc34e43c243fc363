package io.jenkins.plugins.databasemigration.report;

import hudson.model.Run;

/** The page of one plan: what would run, with its SQL. */
public final class PlanPage extends DocumentPage<Plan> {
    private final String digest;

    /**
     * @param build that planned; refused to whoever may not read its artifacts
     * @param runId the run that planned, as the build knows it
     * @param digest as the build knows it
     */
    public PlanPage(Run<?, ?> build, String runId, String digest) {
        super(build, runId, documents -> documents.plan(digest));
        this.digest = digest;
    }

    public String getDigest() {
        return digest;
    }

    @Override
    public String getDisplayName() {
        return Messages.PlanPage_DisplayName();
    }
}
