package io.jenkins.plugins.databasemigration;

import hudson.FilePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;

/**
 * Ends the process of a run at once, with whatever it started: the operating system's way to end what does not listen. The
 * database rolls back what was open.
 */
final class KillRun extends MasterToSlaveCallable<Boolean, RuntimeException> {
    private static final long serialVersionUID = 1L;
    private final String argument;

    private KillRun(String argument) {
        this.argument = argument;
    }

    /** False where the agent cannot see the process, as in a container, or its arguments, as on Windows. */
    static boolean on(FilePath folder, String runId) throws IOException, InterruptedException {
        return folder.getChannel().call(new KillRun("--run-id=" + runId));
    }

    @Override
    public Boolean call() {
        List<ProcessHandle> found =
                ProcessHandle.allProcesses().filter(this::isTheRun).toList();
        found.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        return !found.isEmpty();
    }

    private boolean isTheRun(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(argument::equals);
    }
}
