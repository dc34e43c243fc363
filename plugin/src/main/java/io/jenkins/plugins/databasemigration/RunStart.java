package io.jenkins.plugins.databasemigration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Brings to an agent what a run needs, and starts it. */
final class RunStart {
    private final DatabaseMigrationStep step;
    private final String runId;
    private final Run<?, ?> run;
    private final Node node;
    private final FilePath workspace;
    private final EnvVars env;
    private final Launcher launcher;
    private final TaskListener listener;

    RunStart(DatabaseMigrationStep step, String runId, StepContext context) throws IOException, InterruptedException {
        this.step = step;
        this.runId = runId;
        run = context.get(Run.class);
        node = context.get(Node.class);
        workspace = context.get(FilePath.class);
        env = context.get(EnvVars.class);
        launcher = context.get(Launcher.class);
        listener = context.get(TaskListener.class);
    }

    FilePath workspace() {
        return workspace;
    }

    /** Reads what the step's configuration means. */
    ConfiguredDatabase describe() throws IOException, InterruptedException {
        workspace.mkdirs();
        new WorkspacePaths(workspace).check(step);
        List<String> command = command(step.common("describe"));
        return ConfiguredDatabase.of(Inquiry.ask(command, env, workspace, launcher, listener));
    }

    /** Starts the process; where that fails nothing is left, above all no password. */
    void start(RunProcess process, ConfiguredDatabase database, @CheckForNull DatabaseLogin login)
            throws IOException, InterruptedException {
        ControlFolder control = process.control(workspace);
        Arguments arguments = step.arguments()
                .option("--described", database.fingerprint())
                .option("--run-id", runId)
                .option("--as", run.getParent().getFullName() + " #" + run.getNumber())
                .option("--stop-file", control.stopFile().getRemote());
        if (login != null) {
            arguments.option("--user", login.user());
            arguments.option("--password-file-once", control.passwordFile().getRemote());
        }
        List<String> command = command(arguments);
        try {
            if (login != null) {
                control.handOver(login.password());
            }
            process.start(command, env, workspace, launcher, listener);
        } finally {
            if (!process.started()) {
                control.delete();
            }
        }
    }

    private List<String> command(Arguments arguments) throws IOException, InterruptedException {
        FilePath root = node.getRootPath();
        if (root == null) {
            throw new AbortException("The agent " + node.getNodeName() + " is offline. Nothing was run.");
        }
        List<String> command = new ArrayList<>();
        command.add(AgentJava.find(step.getJdk(), node, workspace, env, listener));
        // Short runs: start quickly rather than compile well.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-jar", CommandLineJar.installBelow(root).getRemote()));
        command.addAll(arguments.list());
        return command;
    }
}
