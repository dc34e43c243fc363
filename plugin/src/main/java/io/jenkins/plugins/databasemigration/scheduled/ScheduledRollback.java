package io.jenkins.plugins.databasemigration.scheduled;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.Permissions;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Date;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * That a build waits for its time to put a database back. Kept with that build, which holds the truth: the step that waits looks
 * here, so that who calls it off and a time that comes meet in one place.
 */
@ExportedBean(defaultVisibility = 2)
public final class ScheduledRollback implements RunAction2 {
    static final String URL = "database-rollback";

    private final String time;
    private final RollbackGoal goal;
    private ScheduleState state = ScheduleState.WAITING;
    private transient Run<?, ?> build;

    ScheduledRollback(RollbackTime time, RollbackGoal goal) {
        this.time = time.toString();
        this.goal = goal;
    }

    /** The one of a build; null where it has none. */
    @CheckForNull
    public static ScheduledRollback of(Run<?, ?> build) {
        return build.getAction(ScheduledRollback.class);
    }

    /** The one of a build, made anew where somebody started it by hand. */
    static ScheduledRollback of(Run<?, ?> build, RollbackTime time, RollbackGoal goal) throws IOException {
        synchronized (build) {
            ScheduledRollback known = of(build);
            if (known == null) {
                known = new ScheduledRollback(time, goal);
                build.addAction(known);
                build.save();
            }
            return known;
        }
    }

    @Override
    public void onAttached(Run<?, ?> to) {
        build = to;
    }

    @Override
    public void onLoad(Run<?, ?> of) {
        build = of;
    }

    /** The build that waits. */
    public Run<?, ?> getBuild() {
        return build;
    }

    /** What it is to do. */
    @Exported
    public RollbackGoal getGoal() {
        return goal;
    }

    RollbackTime time() {
        return RollbackTime.parse(time);
    }

    /** Who scheduled it; null where that was nobody, or is not known. */
    @Exported
    @CheckForNull
    public String getBy() {
        Cause.UserIdCause user = build.getCause(Cause.UserIdCause.class);
        return user == null ? null : user.getUserName();
    }

    /** The page of the build, below the root of Jenkins. */
    @Exported
    public String getUrl() {
        return build.getUrl();
    }

    /** From when on. */
    @Exported
    public Date getStart() {
        return Date.from(time().start().toInstant());
    }

    /** Until when, at the latest, it may begin. */
    @Exported
    public Date getEnd() {
        return Date.from(time().start().toInstant().plus(time().length()));
    }

    /** The time in its own zone, for people. */
    public String getWhen() {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .format(time().start())
                + " (" + time().start().getZone() + ")";
    }

    @Exported
    public ScheduleState getState() {
        synchronized (build) {
            // Whatever ended the build, a rejected approval among it, ended this.
            return state == ScheduleState.WAITING && !build.isBuilding() ? ScheduleState.CALLED_OFF : state;
        }
    }

    public boolean isWaiting() {
        return getState() == ScheduleState.WAITING;
    }

    /** Whether whoever looks may call it off. */
    public boolean isCancellable() {
        return isWaiting() && build.getParent().hasPermission(Permissions.ROLLBACK);
    }

    /** Says what became of it; false where it was called off, or has begun and cannot be called off any more. */
    boolean settle(ScheduleState to) throws IOException {
        synchronized (build) {
            boolean settled = to == ScheduleState.CALLED_OFF
                    ? state == ScheduleState.WAITING || state == to
                    : state != ScheduleState.CALLED_OFF;
            if (settled && state != to) {
                state = to;
                build.save();
            }
            return settled;
        }
    }

    /** Calls it off, and aborts the build that waits. */
    @RequirePOST
    public HttpResponse doCancel() throws IOException {
        build.getParent().checkPermission(Permissions.ROLLBACK);
        if (!settle(ScheduleState.CALLED_OFF)) {
            throw HttpResponses.errorWithoutStack(409, Messages.ScheduledRollback_TooLate(build.getFullDisplayName()));
        }
        Executor executor = build.getExecutor();
        if (executor != null) {
            executor.interrupt(
                    Result.ABORTED,
                    new CauseOfInterruption.UserInterruption(
                            Jenkins.getAuthentication2().getName()));
        }
        return HttpResponses.redirectTo("../");
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ScheduledRollback_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
