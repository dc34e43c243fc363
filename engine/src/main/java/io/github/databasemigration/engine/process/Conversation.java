package io.github.databasemigration.engine.process;

import io.github.databasemigration.engine.secret.Redactor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that is spoken with, line by line in UTF-8, for as long as it is needed.
 *
 * <p>It must take the end of its input for the order to stop, for that is what it also sees when this process dies.
 */
public final class Conversation implements AutoCloseable {
    /** How long a program that was told to stop may take before it is killed. */
    private static final long GRACE_SECONDS = 15;

    private final Process process;
    private final Redactor redactor;
    private final OutputStream input;
    private final BufferedReader output;
    private final Tail said = new Tail();
    private final Pump listening;

    private Conversation(Process process, Redactor redactor) {
        this.process = process;
        this.redactor = redactor;
        this.input = process.getOutputStream();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.listening = Pump.start("errors", process.getErrorStream(), said, false);
    }

    /**
     * Starts a program; empty where that is not possible.
     *
     * @param command program and arguments, visible to every user of the machine, so no secret
     * @param folder the working directory
     * @param environment all of it; also without secrets, for the program may live long
     * @param redactor for what the program says on standard error
     */
    public static Optional<Conversation> start(
            List<String> command, Path folder, Map<String, String> environment, Redactor redactor) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(folder.toFile());
        try {
            return Optional.of(new Conversation(builder.start(), redactor));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Says a line. A program that has ended does not hear it, and {@link #read} tells. */
    public void write(String line) {
        try {
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            // See above.
        }
    }

    /** Waits for a line; empty where the program has ended. */
    public Optional<String> read() {
        try {
            return Optional.ofNullable(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the program to stop; from any thread. */
    public void stop() {
        try {
            input.close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Whether the program still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Ends the program, and says how it ended: its status and the last line on its standard error, redacted. */
    public String ending() {
        close();
        String last = redactor.redact(said.text()).strip().lines().reduce("", (before, line) -> line);
        return "status " + process.exitValue() + (last.isEmpty() ? "" : ", last line: " + last);
    }

    /** Tells the program to stop, and kills it if it does not. */
    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            listening.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
