package io.github.databasemigration.cli;

import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What was tried so far, in a folder, so that several sittings add up. */
final class CrashResults {
    private final Path file;
    private final List<Boundary> boundaries;
    private final List<Tried> tried = new ArrayList<>();

    /**
     * Begins, or goes on.
     *
     * @param found the boundaries of a run; the first sitting asks for them and its answer stays, for the numbers of messages
     *     differ a little from run to run
     */
    CrashResults(Path folder, Supplier<List<Boundary>> found) throws IOException {
        Path list = folder.resolve("boundaries.jsonl");
        file = folder.resolve("tried.jsonl");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Files.write(list, found.get().stream().map(Json::canonical).toList());
            Files.createFile(file);
        }
        boundaries = read(list, Boundary.class);
        tried.addAll(read(file, Tried.class));
    }

    /** All boundaries, tried or not. */
    List<Boundary> boundaries() {
        return boundaries;
    }

    /** What was tried, in this sitting and the earlier ones. */
    List<Tried> tried() {
        return tried;
    }

    /** Those of the given boundaries that are still to be tried. */
    List<Boundary> left(List<Boundary> some) {
        Set<Boundary> done = tried.stream().map(Tried::boundary).collect(Collectors.toSet());
        return some.stream().filter(boundary -> !done.contains(boundary)).toList();
    }

    /** Is on the disk when it comes back: a sitting may be ended at any time, and takes its servers with it. */
    void add(Tried one) {
        if (ending()) {
            return;
        }
        tried.add(one);
        try {
            Files.writeString(file, Json.canonical(one) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ending() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException already) {
            return true;
        }
    }

    private static <T> List<T> read(Path lines, Class<T> type) throws IOException {
        return Files.readAllLines(lines).stream()
                .map(line -> Json.read(line, type))
                .toList();
    }
}
