package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import java.util.List;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;

/** An armed rollback started a build, because nobody disarmed it or because somebody did not wait for its time. */
public final class ArmedRollbackCause extends Cause {
    private final String armed;
    private final String by;

    @CheckForNull
    private final String user;

    ArmedRollbackCause(ArmedRollback firing) {
        armed = firing.getId();
        by = firing.getBuild().toString();
        user = firing.getFate().getBy();
    }

    /** The id of the armed rollback: by this its build is found again. */
    @Exported
    public String getArmed() {
        return armed;
    }

    /** Whether it is in a list of causes. */
    static boolean in(List<Cause> causes, String id) {
        return causes.stream().anyMatch(cause -> cause instanceof ArmedRollbackCause fired && fired.armed.equals(id));
    }

    /**
     * What started a build; null where it is not what it says: not known any more, or another build was started for it.
     *
     * @param run that has this cause
     */
    @CheckForNull
    public ArmedRollback find(Run<?, ?> run) {
        ArmedRollback found = ArmedRollbacks.get().find(armed);
        boolean its = found != null
                && found.getOrder().getJob().equals(run.getParent().getFullName())
                && (found.is(Fate.State.FIRING)
                        || found.is(Fate.State.FIRED) && found.getFate().getBuild() == run.getNumber());
        return its ? found : null;
    }

    @Override
    public String getShortDescription() {
        return user == null ? Messages.ArmedRollbackCause_Due(by) : Messages.ArmedRollbackCause_ByHand(by, user);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArmedRollbackCause cause && cause.armed.equals(armed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(armed);
    }
}
