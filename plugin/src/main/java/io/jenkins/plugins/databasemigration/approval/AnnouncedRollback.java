package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The rollback that a pipeline says it will arm after a migration: whoever approves the one approves the other. */
@ExportedBean(defaultVisibility = 3)
public final class AnnouncedRollback implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String within;
    private final String job;

    private AnnouncedRollback(String within, String job) {
        this.within = within;
        this.job = job;
    }

    /** What a step says; null where it says nothing. */
    @CheckForNull
    static AnnouncedRollback of(@CheckForNull String within, @CheckForNull String job) throws AbortException {
        if (within == null && job == null) {
            return null;
        } else if (within == null || job == null) {
            throw new AbortException(
                    "rollbackWithin and rollbackJob belong together. Nobody was asked. Give both, or none.");
        }
        Spans.parse("rollbackWithin", within);
        return new AnnouncedRollback(within, job);
    }

    /**
     * The ids of those who approved a plan of a build knowing of this very rollback.
     *
     * @param digest of the plan
     * @param within after which time it starts
     * @param rollback the job that it starts
     */
    public static List<String> approvers(
            Run<?, ?> run, @CheckForNull String digest, Duration within, Job<?, ?> rollback) {
        return ApprovalAction.approvals(run).stream()
                .filter(approval -> approval.getState() == Approval.State.APPROVED)
                .filter(approval -> approval.getPlan().getDigest().equals(digest))
                .filter(approval ->
                        approval.getRollback() != null && approval.getRollback().is(run, within, rollback))
                .flatMap(approval -> approval.approvers().stream())
                .distinct()
                .toList();
    }

    private boolean is(Run<?, ?> run, Duration time, Job<?, ?> rollback) {
        return Spans.parse("rollbackWithin", within).equals(time)
                && rollback.equals(Jenkins.get().getItem(job, run.getParent(), Job.class));
    }

    /** The time in which it has to be disarmed, as the pipeline writes it. */
    @Exported
    public String getWithin() {
        return within;
    }

    /** The job that puts the database back, as the pipeline names it. */
    @Exported
    public String getJob() {
        return job;
    }
}
