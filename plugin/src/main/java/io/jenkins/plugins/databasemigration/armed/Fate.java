package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What became of an armed rollback so far: decided once. */
@ExportedBean(defaultVisibility = 3)
public final class Fate {
    /** How far it is. Only from the first two can it become anything else. */
    public enum State {
        /** Waits for its time, or for evidence that it is not needed. */
        ARMED,
        /** Its job is to be started, or is in the queue; nothing can call it off any more but cancelling that. */
        FIRING,
        /** There is a build of its job. */
        FIRED,
        /** Somebody or something showed that it is not needed. */
        DISARMED,
        /** It would do harm, or cannot be done. */
        REFUSED
    }

    private final State state;
    private final long time;

    @CheckForNull
    private final String by;

    @CheckForNull
    private final String why;

    private final int build;

    private Fate(State state, @CheckForNull String by, @CheckForNull String why, int build) {
        this.state = state;
        this.time = System.currentTimeMillis();
        this.by = by;
        this.why = why;
        this.build = build;
    }

    static Fate armed() {
        return new Fate(State.ARMED, null, null, 0);
    }

    /** @param user the id of who did not wait for the time; null: it had come */
    static Fate firing(@CheckForNull String user) {
        return new Fate(State.FIRING, user, null, 0);
    }

    Fate fired(int number) {
        return new Fate(State.FIRED, by, null, number);
    }

    /** @param evidence why it is not needed */
    static Fate disarmed(String by, String evidence) {
        return new Fate(State.DISARMED, by, evidence, 0);
    }

    static Fate refused(String why) {
        return new Fate(State.REFUSED, null, why, 0);
    }

    @Exported
    public State getState() {
        return state;
    }

    /** Since when it is so. */
    @Exported
    public Date getTime() {
        return new Date(time);
    }

    /** Who decided; null: nobody but the time. */
    @Exported
    @CheckForNull
    public String getBy() {
        return by;
    }

    /** The evidence, or the reason of a refusal; null where it needs none. */
    @Exported
    @CheckForNull
    public String getWhy() {
        return why;
    }

    /** The number of the build that was started; 0 where there is none. */
    @Exported
    public int getBuild() {
        return build;
    }
}
