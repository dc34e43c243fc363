package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.approval.Approval;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import io.jenkins.plugins.databasemigration.approval.ApprovalPage;
import java.util.Comparator;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A gate at which a build waits for people. */
@ExportedBean(defaultVisibility = 3)
public final class WaitingGate {
    /** What waits for whoever looks is first, then what waits longest. */
    static final Comparator<WaitingGate> ORDER = Comparator.comparing(WaitingGate::isYours)
            .reversed()
            .thenComparing(gate -> gate.entry.entry().time());

    private final JobEntry entry;
    private final boolean yours;

    private WaitingGate(JobEntry entry, boolean yours) {
        this.entry = entry;
        this.yours = yours;
    }

    /** Asks the build, which goes on and so is in memory: what the history says may be over; then null. */
    @CheckForNull
    static WaitingGate of(JobEntry entry) {
        Run<?, ?> build = entry.job().getBuildByNumber(entry.entry().build());
        ApprovalAction action = build == null ? null : build.getAction(ApprovalAction.class);
        ApprovalPage page =
                action == null ? null : action.getDynamic(entry.entry().gate());
        return page == null || page.getApproval().getState() != Approval.State.WAITING
                ? null
                : new WaitingGate(entry, page.isApprovable());
    }

    /** Whether whoever looks may approve there. */
    @Exported
    public boolean isYours() {
        return yours;
    }

    @Exported(inline = true)
    public JobEntry getEntry() {
        return entry;
    }

    /** Its page, below the root of Jenkins. */
    @Exported
    public String getUrl() {
        return entry.job().getUrl() + entry.entry().build() + "/database-approval/"
                + entry.entry().gate() + "/";
    }
}
