package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.FilePathUtils;

/**
 * The process of one run on an agent, which needs neither Jenkins nor the connection. Kept over a restart of Jenkins is
 * where it is and where it writes.
 */
final class RunProcess implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String runId;
    private final String node;
    private final String workspace;

    /** Null until the process is started. */
    private volatile Controller controller;

    RunProcess(String runId, FilePath workspace) {
        this.runId = runId;
        this.node = FilePathUtils.getNodeName(workspace);
        this.workspace = workspace.getRemote();
    }

    boolean started() {
        return controller != null;
    }

    /** The name of the agent; empty for the controller's own node. */
    String node() {
        return node;
    }

    /** The workspace; null while the agent cannot be reached. */
    @CheckForNull
    FilePath find() {
        return FilePathUtils.find(node, workspace);
    }

    void start(List<String> command, EnvVars env, FilePath folder, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        controller = DurableCommand.launch(command, env, folder, launcher, listener);
    }

    /** The exit status; null while the process runs. */
    @CheckForNull
    Integer exitStatus(FilePath folder, TaskListener listener) throws IOException, InterruptedException {
        return controller.exitStatus(folder, folder.createLauncher(listener), listener);
    }

    /** Copies what is new in its log; true where something is. */
    boolean copyLog(FilePath folder, OutputStream to) throws IOException, InterruptedException {
        return controller.writeLog(folder, to);
    }

    /** What it printed as its result. */
    Answer answer(int exitStatus, FilePath folder, TaskListener listener) throws IOException, InterruptedException {
        try {
            return Answer.of(exitStatus, controller.getOutput(folder, folder.createLauncher(listener)));
        } catch (IOException e) {
            if (Channel.isClosedChannelException(e)) {
                throw e;
            }
            // Nothing was printed, or somebody deleted it.
            return Answer.without(exitStatus);
        }
    }

    ControlFolder control(FilePath folder) throws AbortException {
        return ControlFolder.of(folder, runId);
    }

    /** Ends the process whatever it is doing. */
    void kill(FilePath folder, TaskListener listener) throws IOException, InterruptedException {
        if (!KillRun.on(folder, runId)) {
            controller.stop(folder, folder.createLauncher(listener));
        }
    }

    /** Deletes everything but what the run itself keeps in the workspace. */
    void cleanUp(FilePath folder) throws IOException, InterruptedException {
        control(folder).delete();
        if (started()) {
            controller.cleanup(folder);
        }
    }
}
