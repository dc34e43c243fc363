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

/** The command line on the agent of a step: brought there, asked, and started for a run. */
final class AgentCommandLine {
    private final RunRequest request;
    private final String runId;
    private final Run<?, ?> run;
    private final Node node;
    private final FilePath workspace;
    private final EnvVars env;
    private final Launcher launcher;
    private final TaskListener listener;

    AgentCommandLine(RunRequest request, String runId, StepContext context) throws IOException, InterruptedException {
        this.request = request;
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

    /** Sees to it that there is a folder to work in, and that the step names nothing outside of it. */
    void enter() throws IOException, InterruptedException {
        workspace.mkdirs();
        new WorkspacePaths(workspace).check(request.config(), request.locations());
    }

    /** Reads what the step's configuration means. */
    ConfiguredDatabase describe() throws IOException, InterruptedException {
        return ConfiguredDatabase.of(ask(request.describe()));
    }

    /** Brings the cargo to the agent, which may take its time; what is left of an earlier attempt goes. */
    void load(RunProcess process, Cargo cargo) throws IOException, InterruptedException {
        ControlFolder control = process.control(workspace);
        control.delete();
        control.create();
        cargo.load(run, control, listener);
    }

    /** Leaves nothing of a run that was not started, above all no secret. */
    void abandon(RunProcess process) throws IOException, InterruptedException {
        process.control(workspace).delete();
    }

    /** Starts the process; where that fails nothing is left, above all no password. */
    void start(RunProcess process, Admission admission, @CheckForNull DatabaseLogin login, Cargo cargo)
            throws IOException, InterruptedException {
        ControlFolder control = process.control(workspace);
        Arguments arguments = as(request.run())
                .option("--described", admission.database().fingerprint())
                .option("--stop-file", control.stopFile().getRemote());
        admission.notes().forEach(note -> arguments.option("--note", note));
        cargo.addTo(arguments, control);
        try {
            process.start(command(control.with(login, arguments)), env, workspace, launcher, listener);
        } finally {
            if (!process.started()) {
                control.delete();
            }
        }
    }

    /** Asks how the run ended, which did not say it itself. */
    Answer report(@CheckForNull DatabaseLogin login) throws IOException, InterruptedException {
        ControlFolder control = ControlFolder.of(workspace, runId + "-report");
        try {
            control.delete();
            return ask(control.with(login, as(request.report())));
        } finally {
            control.delete();
        }
    }

    private Arguments as(Arguments arguments) {
        return arguments
                .option("--run-id", runId)
                .option("--as", run.getParent().getFullName() + " #" + run.getNumber());
    }

    private Answer ask(Arguments arguments) throws IOException, InterruptedException {
        return Inquiry.ask(command(arguments), env, workspace, launcher, listener);
    }

    private List<String> command(Arguments arguments) throws IOException, InterruptedException {
        FilePath root = node.getRootPath();
        if (root == null) {
            throw new AbortException("Agent " + node.getNodeName() + " is offline.");
        }
        List<String> command = new ArrayList<>();
        command.add(AgentJava.find(request.jdk(), node, workspace, env, listener));
        // Short runs: start quickly rather than compile well, with a small heap rather than a share of the machine.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms32m", "-XX:NewSize=20m"));
        command.addAll(List.of("-jar", CommandLineJar.installBelow(root).getRemote()));
        command.addAll(arguments.list());
        return command;
    }
}
