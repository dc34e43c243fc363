package io.jenkins.plugins.databasemigration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The processes that this test run started, for tests that kill some. */
final class Processes {
    private static final Path OURS = Path.of(System.getProperty("java.io.tmpdir"));

    private Processes() {}

    /** The command line that works for a build of a job. */
    static Optional<ProcessHandle> ofBuild(String job, int number) {
        String argument = "--as=" + job + " #" + number;
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.asList(arguments(process)).contains(argument))
                .filter(Processes::isOurs)
                .findFirst();
    }

    /** Another test run on this machine has jobs and databases of the same names. */
    private static boolean isOurs(ProcessHandle process) {
        try {
            return folder(process.pid()).startsWith(OURS.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static Path folder(long pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
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
