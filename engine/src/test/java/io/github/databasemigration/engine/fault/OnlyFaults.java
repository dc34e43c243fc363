package io.github.databasemigration.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What every reader of texts promises: it reads, or says in a fault why not, and nothing else comes out of it. */
public final class OnlyFaults {
    private OnlyFaults() {}

    /** What was read; empty where there was a fault, which was one line and a remedy. */
    public static <T> Optional<T> reading(Callable<T> reader) throws Exception {
        try {
            return Optional.of(reader.call());
        } catch (Fault fault) {
            assertThat(fault.getMessage()).isNotBlank().doesNotContain("\n");
            assertThat(fault.remedy()).isNotBlank();
            return Optional.empty();
        }
    }

    /** A file for texts that are read from one; it is in memory where there is such a place. */
    public static Path file(String name) {
        Path memory = Path.of("/dev/shm");
        try {
            Path folder = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "fuzz")
                    : Files.createTempDirectory("fuzz");
            folder.toFile().deleteOnExit();
            Path file = folder.resolve(name);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
