package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one person said at a gate. Never changed and never taken away. */
@ExportedBean(defaultVisibility = 2)
public final class Decision implements Serializable {
    private static final long serialVersionUID = 1L;

    /** In the place of an address, where the step {@code input} was answered: it keeps none. */
    static final String BY_INPUT = "input";

    private final Approver approver;
    private final boolean approved;
    private final String digest;

    @CheckForNull
    private final String reason;

    private final String address;
    private final long time;

    /** @param address from where it came, as the web server sees it */
    Decision(Approver approver, boolean approved, String digest, @CheckForNull String reason, String address) {
        this.approver = approver;
        this.approved = approved;
        this.digest = digest;
        this.reason = reason;
        this.address = address;
        this.time = System.currentTimeMillis();
    }

    @Exported
    public Approver getApprover() {
        return approver;
    }

    /** False: rejected. */
    @Exported
    public boolean isApproved() {
        return approved;
    }

    /** Of the plan that was decided about. */
    @Exported
    public String getDigest() {
        return digest;
    }

    @Exported
    @CheckForNull
    public String getReason() {
        return reason;
    }

    @Exported
    public String getAddress() {
        return address;
    }

    @Exported
    public Date getTime() {
        return new Date(time);
    }

    /** In one line, for the build log and the report: names and reasons must not look like lines of their own. */
    String line() {
        String line = (approved ? "Approved by " : "Rejected by ") + approver.getFullName() + " ("
                + approver.getUserId() + ") from " + address + " at "
                + Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS)
                + (reason == null ? "" : ": " + reason);
        return line.replaceAll("\\s+", " ");
    }
}
