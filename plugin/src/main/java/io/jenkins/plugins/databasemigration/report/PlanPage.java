package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.io.IOException;

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

    /** What the plan did on a scratch copy; null where it was not rehearsed, or that cannot be read. */
    @CheckForNull
    public Rehearsal getRehearsal() {
        try {
            return new RunDocuments(getBuild(), getRunId()).rehearsal(digest).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.PlanPage_DisplayName();
    }
}
