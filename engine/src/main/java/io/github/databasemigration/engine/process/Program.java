package io.github.databasemigration.engine.process;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs one external program to its end: input and output stream, a cancellation ends it, what it says on standard error
 * comes back redacted. Passwords go in through the program's own environment, which ends with it, or its input.
 */
public final class Program {
    /** How long a program that was asked to end may take before it is killed. */
    private static final long GRACE_SECONDS = 10;

    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Redactor redactor;
    private final Cancellation cancellation;
    private Path directory;

    /**
     * @param command program and arguments; arguments are visible to every user of the machine, so no secret
     * @param redactor for what the program says
     * @param cancellation ends the program
     */
    public Program(List<String> command, Redactor redactor, Cancellation cancellation) {
        this.command = List.copyOf(command);
        this.redactor = redactor;
        this.cancellation = cancellation;
    }

    /** The working directory; otherwise this process's. */
    public Program in(Path folder) {
        directory = folder;
        return this;
    }

    /** Adds a variable to the inherited environment. */
    public Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Adds a secret to the program's environment; a fault if this process's locale would garble it on the way. */
    public Program with(String variable, Secret value) {
        String locale = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (!Charset.forName(locale).newEncoder().canEncode(value.reveal())) {
            throw new Fault(
                    FaultCode.CREDENTIAL_MISSING,
                    "The password has characters that cannot be handed to " + command.get(0) + " in this locale ("
                            + locale + ").",
                    "Set LC_ALL=C.UTF-8 in the environment of this command.");
        }
        environment.put(variable, value.reveal());
        return this;
    }

    /** Runs the program without input and keeps its output, which must be small. */
    public Result run() {
        java.io.ByteArrayOutputStream output = new java.io.ByteArrayOutputStream();
        Result result = run(InputStream.nullInputStream(), output);
        return new Result(result.exitStatus(), output.toString(StandardCharsets.UTF_8), result.errors());
    }

    /**
     * Runs the program, feeding it {@code input} and passing its output to {@code output} as it comes. Neither stream is
     * closed here. Faults: {@code TOOL_MISSING} if it cannot be started, {@code CANCELLED}; an IOException of
     * {@code output} (a full disk) ends the program and comes out as UncheckedIOException.
     */
    public Result run(InputStream input, OutputStream output) {
        cancellation.check();
        Process process = start();
        try (var registration = cancellation.whileRunning(() -> end(process))) {
            Pump feeding = Pump.start("feed", input, process.getOutputStream(), true);
            Tail errors = new Tail();
            Pump complaining = Pump.start("errors", process.getErrorStream(), errors, false);
            try {
                process.getInputStream().transferTo(output);
                output.flush();
            } catch (IOException e) {
                end(process);
                // Ending a program closes the stream that is being read from it.
                cancellation.check();
                throw new UncheckedIOException(e);
            }
            int status = process.waitFor();
            complaining.join();
            feeding.join();
            cancellation.check();
            return new Result(status, "", redactor.redact(errors.text()).strip());
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.CANCELLED, "Interrupted while " + command.get(0) + " ran.", "Run it again.");
        }
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.TOOL_MISSING,
                    command.get(0) + " could not be started.",
                    "Install it, or name its path in the configuration.");
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How a program ended.
     *
     * @param exitStatus its exit status
     * @param output its standard output, where it was kept
     * @param errors the end of its standard error, redacted
     */
    public record Result(int exitStatus, String output, String errors) {
        /** True for exit status 0. */
        public boolean ok() {
            return exitStatus == 0;
        }
    }
}
