package io.github.databasemigration.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that was started; what it says goes to files, so that nobody has to read it meanwhile. */
final class Running {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final String called;
    private final Process process;
    private final Path output;

    Running(String called, Process process, Path output) {
        this.called = called;
        this.process = process;
        this.output = output;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What it said on standard error so far. */
    String err() {
        return read("err");
    }

    /** Waits until it says something on standard error. */
    Running awaitSaying(String words) {
        Eventually.holds(() -> called + " says \"" + words + "\"; it said:\n" + err(), () -> {
            if (!alive() && !err().contains(words)) {
                throw new AssertionError(called + " ended without saying \"" + words + "\":\n" + err());
            }
            return err().contains(words);
        });
        return this;
    }

    /** As {@code kill -9}: the process gets no chance to do anything. */
    void kill() {
        process.destroyForcibly();
    }

    /** As {@code kill}: SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for its end. */
    Finished await() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError(called + " does not end:\n" + err());
            }
            return new Finished(process.exitValue(), read("out"), err());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String read(String stream) {
        try {
            return Files.readString(output.resolve(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
