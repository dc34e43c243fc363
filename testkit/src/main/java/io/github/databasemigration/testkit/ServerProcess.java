package io.github.databasemigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A database server as a child process, on a loopback port and a temporary folder, ended with the JVM.
 *
 * <p>Servers refuse to run as root; there they run as {@code unprivileged}, the user that Debian's package made.
 */
final class ServerProcess {
    private final Path folder;
    private final String unprivileged;
    private Process process;

    ServerProcess(String name, String unprivileged) {
        this.unprivileged = unprivileged;
        try {
            folder = Files.createTempDirectory("testkit-" + name + "-");
            if (root()) {
                run(List.of("chown", unprivileged, folder.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    Path folder() {
        return folder;
    }

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Runs a program to its end as the unprivileged user. */
    void runUnprivileged(List<String> command) {
        run(asUnprivileged(command));
    }

    private List<String> asUnprivileged(List<String> command) {
        List<String> all = new ArrayList<>();
        if (root()) {
            // Replaces itself by the server, so that the process id we end is the server's own.
            all.addAll(List.of("setpriv", "--reuid=" + unprivileged, "--regid=" + unprivileged, "--init-groups", "--"));
        }
        all.addAll(command);
        return all;
    }

    private void run(List<String> command) {
        try {
            Path log = folder.resolveSibling(folder.getFileName() + ".setup.log");
            Process setup = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (setup.waitFor() != 0) {
                throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the server and waits until {@code ready} connects. */
    void start(List<String> command, Ready ready) {
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        try {
            process = new ProcessBuilder(asUnprivileged(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Instant limit = Instant.now().plus(Duration.ofSeconds(60));
            while (true) {
                try {
                    ready.connect();
                    return;
                } catch (SQLException notYet) {
                    if (!process.isAlive() || Instant.now().isAfter(limit)) {
                        throw new IllegalStateException(command + " did not start:\n" + Files.readString(log), notYet);
                    }
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The server's own process, to kill it in a test. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Kills the server with all its processes, as {@code kill -9} does or a machine without power. */
    void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        all.forEach(child -> child.onExit().join());
    }

    void stop() {
        if (process != null && process.isAlive()) {
            end();
        }
        if (Files.exists(folder)) {
            delete();
        }
    }

    /** Ends the process and keeps its data. */
    void end() {
        try {
            // At SIGTERM PostgreSQL would wait for its clients, which may be sessions that a test left open.
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A temporary folder that stays is not worth failing a test run for.
            System.err.println("left behind: " + folder);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One attempt to connect. */
    interface Ready {
        void connect() throws SQLException;
    }
}
