package io.jenkins.plugins.databasemigration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The processes of this machine, for tests that kill some. */
final class Processes {
    private Processes() {}

    /** The command line that works for a build of a job. */
    static Optional<ProcessHandle> ofBuild(String job, int number) {
        return withArgument("--as=" + job + " #" + number);
    }

    private static Optional<ProcessHandle> withArgument(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.asList(arguments(process)).contains(argument))
                .findFirst();
    }

    private static String[] arguments(ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0");
        } catch (IOException gone) {
            return new String[0];
        }
    }

    /** What {@code kill -9} does. */
    static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        Await.until("process " + process.pid() + " is gone", () -> !process.isAlive());
    }

    /** Makes a process deaf: it does nothing and hears nothing, until it is killed. */
    static void freeze(ProcessHandle process) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("process " + process.pid() + " could not be stopped");
        }
    }
}
