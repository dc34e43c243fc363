package io.jenkins.plugins.databasemigration;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A question that the command line answers at once, so that the step waits for it. */
final class Inquiry {
    private static final long LIMIT_MINUTES = 5;

    private Inquiry() {}

    /** The answer; what the program complains about goes into the log. */
    static Answer ask(List<String> command, EnvVars env, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitStatus = launcher.launch()
                .cmds(launcher.isUnix() ? List.of("sh", "-c", DurableCommand.shell(command)) : command)
                .envs(env)
                .pwd(workspace)
                .quiet(true)
                .stdout(printed)
                .stderr(listener.getLogger())
                .start()
                .joinWithTimeout(LIMIT_MINUTES, TimeUnit.MINUTES, listener);
        return Answer.of(exitStatus, printed.toByteArray());
    }
}
