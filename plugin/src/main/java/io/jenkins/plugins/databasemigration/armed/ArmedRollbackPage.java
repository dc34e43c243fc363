package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ModelObject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.security.Permission;
import hudson.util.HttpResponses;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.databasemigration.armed.Fate.State;
import io.jenkins.plugins.databasemigration.report.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What people see of an armed rollback, and where they disarm it or start it now. */
@ExportedBean(defaultVisibility = 2)
public final class ArmedRollbackPage implements ModelObject {
    private static final Logger LOGGER = Logger.getLogger(ArmedRollbackPage.class.getName());

    private final ArmedRollback armed;

    ArmedRollbackPage(ArmedRollback armed) {
        this.armed = armed;
    }

    /** Those that whoever looks may see, what is still open first. */
    public static List<ArmedRollbackPage> all() {
        return ArmedRollbacks.get().all().stream()
                .map(ArmedRollbackPage::new)
                .filter(ArmedRollbackPage::isVisible)
                .sorted((one, other) -> Boolean.compare(one.armed.isSettled(), other.armed.isSettled()))
                .toList();
    }

    /** One of them; null where there is none of that id, or whoever asks may not see it. */
    @CheckForNull
    public static ArmedRollbackPage find(String id) {
        ArmedRollback found = ArmedRollbacks.get().find(id);
        ArmedRollbackPage page = found == null ? null : new ArmedRollbackPage(found);
        return page != null && page.isVisible() ? page : null;
    }

    @Exported(inline = true)
    public ArmedRollback getArmed() {
        return armed;
    }

    @Override
    public String getDisplayName() {
        return Messages.ArmedRollbackPage_DisplayName(armed.getMigration().getEnvironment());
    }

    /** The job that armed; null where it is gone: then it is for administrators alone. */
    @CheckForNull
    private Job<?, ?> job() {
        return JobNames.find(armed.getBuild().getJob());
    }

    private boolean isVisible() {
        Job<?, ?> job = job();
        return job == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : job.hasPermission(Item.READ);
    }

    /** Whether it is of that job or of one in that folder. */
    public boolean isIn(String folder) {
        return folder.isEmpty() || armed.getBuild().getJob().startsWith(folder + "/");
    }

    /** The page of the build that armed, below the root of Jenkins; null where it is gone. */
    @CheckForNull
    public String getBuildUrl() {
        Run<?, ?> build = armed.getBuild().find();
        return build == null ? null : build.getUrl();
    }

    /** The build that was started; null where there is none, or whoever looks may not see it. */
    @CheckForNull
    public Run<?, ?> getRollback() {
        Job<?, ?> job = armed.getOrder().find();
        return job == null || !armed.is(State.FIRED) || !job.hasPermission(Item.READ)
                ? null
                : job.getBuildByNumber(armed.getFate().getBuild());
    }

    public Tone getTone() {
        return switch (armed.getFate().getState()) {
            case ARMED, FIRING -> Tone.WARN;
            case DISARMED -> Tone.GOOD;
            case REFUSED -> Tone.BAD;
            case FIRED -> tone(getRollback());
        };
    }

    private static Tone tone(@CheckForNull Run<?, ?> rollback) {
        if (rollback == null || rollback.isBuilding()) {
            return Tone.WARN;
        }
        return rollback.getResult() == Result.SUCCESS ? Tone.GOOD : Tone.BAD;
    }

    public boolean isDisarmable() {
        return isOpen(job(), Permissions.DISARM);
    }

    public boolean isFirable() {
        return isOpen(armed.getOrder().find(), Permissions.ROLLBACK);
    }

    private boolean isOpen(@CheckForNull Job<?, ?> job, Permission permission) {
        return armed.is(State.ARMED) && !Permissions.isNobody() && job != null && job.hasPermission(permission);
    }

    /** Somebody who has the permission on the job, or an administrator where the job is gone; nobody without a name. */
    private static void require(@CheckForNull Job<?, ?> job, Permission permission) {
        if (job == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            job.checkPermission(permission);
        }
        if (Permissions.isNobody()) {
            throw refused(HttpServletResponse.SC_FORBIDDEN, Messages.ArmedRollbackPage_Anonymous());
        }
    }

    /** @param evidence why it is not needed */
    @RequirePOST
    public HttpResponse doDisarm(@QueryParameter String evidence) throws IOException {
        require(job(), Permissions.DISARM);
        String reason = Util.fixEmptyAndTrim(evidence);
        if (reason == null) {
            throw refused(HttpServletResponse.SC_BAD_REQUEST, Messages.ArmedRollbackPage_Evidence());
        }
        String who = Jenkins.getAuthentication2().getName();
        return decide(() -> {
            ArmedRollback disarmed = ArmedRollbacks.get().change(armed.getId(), known -> known.disarmed(who, reason));
            LOGGER.info(() -> who + " disarmed the rollback of " + disarmed.getBuild());
            BuildLog.say(disarmed, "The armed rollback was disarmed by " + who);
        });
    }

    /** Starts it without waiting for its time. */
    @RequirePOST
    public HttpResponse doFire() throws IOException {
        require(armed.getOrder().find(), Permissions.ROLLBACK);
        String who = Jenkins.getAuthentication2().getName();
        LOGGER.info(() -> who + " starts the rollback of " + armed.getBuild() + " before its time");
        return decide(() -> Trigger.fire(armed, who));
    }

    private static HttpResponse decide(Decision decision) throws IOException {
        try {
            decision.take();
        } catch (NotArmed late) {
            throw refused(HttpServletResponse.SC_CONFLICT, Messages.ArmedRollbackPage_Settled());
        }
        return HttpResponses.redirectViaContextPath("/database-migrations/");
    }

    private static RuntimeException refused(int status, String why) {
        return HttpResponses.errorWithoutStack(status, why);
    }

    private interface Decision {
        void take() throws IOException;
    }
}
