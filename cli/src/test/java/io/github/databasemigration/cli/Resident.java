package io.github.databasemigration.cli;

import io.github.databasemigration.engine.json.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process with the packed program that carries out one command after the other: many times as fast as a new process for
 * each, where not the process is what is tried.
 */
final class Resident implements AutoCloseable {
    private static final long LIMIT_SECONDS = 300;

    private final CanaryWatch watch;
    private final Process process;
    private final BufferedReader answers;

    Resident(CanaryWatch watch, Workspace workspace, List<String> javaOptions) {
        this.watch = watch;
        List<String> program = new ArrayList<>(
                List.of(Command.JAVA.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        program.addAll(javaOptions);
        program.addAll(List.of(
                "-cp",
                Command.JAR
                        + File.pathSeparator
                        + Path.of("target/test-classes").toAbsolutePath(),
                ResidentCommands.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(program)
                .directory(workspace.folder().toFile())
                .redirectError(watch.newOutput().resolve("err").toFile());
        builder.environment()
                .put(Workspace.PASSWORD_VARIABLE, workspace.database().password());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Carries out a command and waits for its end. */
    Finished run(String... arguments) {
        Path output = watch.newOutput();
        List<String> words = new ArrayList<>(List.of(output.toString()));
        words.addAll(List.of(arguments));
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(Json.canonical(words))
                    .append('\n')
                    .flush();
            String status = CompletableFuture.supplyAsync(this::answer).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (status == null) {
                throw new AssertionError("ended by itself in " + words);
            }
            return new Finished(
                    Integer.parseInt(status),
                    Files.readString(output.resolve("out")),
                    Files.readString(output.resolve("err")));
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + words, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
