package io.jenkins.plugins.databasemigration.armed;

import hudson.model.Run;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** The log of the build that armed a rollback: lines that are not of any of its steps, as long as it goes on. */
final class BuildLog {
    private static final Logger LOGGER = Logger.getLogger(BuildLog.class.getName());

    private BuildLog() {}

    static void say(ArmedRollback armed, String line) {
        Run<?, ?> build = armed.getBuild().find();
        if (!(build instanceof FlowExecutionOwner.Executable flow) || !build.isBuilding()) {
            return;
        }
        try {
            FlowExecutionOwner owner = flow.asFlowExecutionOwner();
            if (owner != null) {
                owner.getListener().getLogger().println(line);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "could not tell " + armed.getBuild() + ": " + line);
        }
    }
}
