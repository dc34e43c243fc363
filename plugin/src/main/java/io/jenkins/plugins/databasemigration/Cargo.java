package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import java.io.IOException;
import java.io.Serializable;

/** What travels with a run: the backup that it takes, to Jenkins; or the one that it restores, from Jenkins; or nothing. */
class Cargo implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Nothing. */
    static final Cargo NONE = new Cargo();

    /** Refuses what cannot be done, before anything is run. */
    void check(Run<?, ?> run, ConfiguredDatabase database) throws IOException, InterruptedException {}

    /** Brings to the agent what the run needs. */
    void load(Run<?, ?> run, ControlFolder control, TaskListener listener) throws IOException, InterruptedException {}

    /** What to tell the command of it. */
    void addTo(Arguments arguments, ControlFolder control) {}

    /** Whose backup it is, as its server told it then; null: that of the database which the run connects to. */
    @CheckForNull
    String database() {
        return null;
    }

    /** The key of the backup; null where there is none to hand over. */
    @CheckForNull
    Secret key(Run<?, ?> run) throws IOException, InterruptedException {
        return null;
    }

    /** Takes from the agent what the run leaves. May be called again where Jenkins ended before the step did. */
    void unload(Answer answer, Run<?, ?> run, FilePath workspace, TaskListener listener)
            throws IOException, InterruptedException {}
}
