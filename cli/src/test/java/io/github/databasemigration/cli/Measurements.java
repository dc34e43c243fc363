package io.github.databasemigration.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What was measured, by task and program, in the order in which they first came up. What earlier runs measured of other
 * tasks stays in the file: the large ones can be measured for themselves.
 */
final class Measurements {
    private static final String HEAD = "task,program,seconds,fastest,slowest,processor,mebibytes,runs,written";

    private final Map<String, Map<String, List<Timed>>> tasks = new LinkedHashMap<>();

    private final Map<String, Long> written = new HashMap<>();

    /** How much a program left on the disk the last time, in bytes. */
    void wrote(String task, String program, long bytes) {
        written.put(task + program, bytes);
    }

    void add(String task, String program, Timed timed) {
        tasks.computeIfAbsent(task, t -> new LinkedHashMap<>())
                .computeIfAbsent(program, p -> new ArrayList<>())
                .add(timed);
    }

    /** Writes a line for each program of each task: medians, the spread, and how often. */
    void write(Path csv) {
        try {
            Map<String, List<String>> lines = new LinkedHashMap<>();
            if (Files.exists(csv)) {
                Files.readAllLines(csv).stream().skip(1).forEach(line -> lines.computeIfAbsent(
                                line.split(",", 2)[0], t -> new ArrayList<>())
                        .add(line));
            }
            tasks.forEach((task, programs) -> lines.put(task, lines(task, programs)));
            Files.createDirectories(csv.toAbsolutePath().getParent());
            Files.write(
                    csv,
                    Stream.concat(Stream.of(HEAD), lines.values().stream().flatMap(List::stream))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(String task, Map<String, List<Timed>> programs) {
        List<String> lines = new ArrayList<>();
        programs.forEach((program, runs) -> lines.add(String.format(
                Locale.ROOT,
                "%s,%s,%.3f,%.3f,%.3f,%.3f,%.0f,%d,%s",
                task,
                program,
                quantile(runs, Timed::seconds, 0.5),
                quantile(runs, Timed::seconds, 0),
                quantile(runs, Timed::seconds, 1),
                quantile(runs, Timed::processor, 0.5),
                quantile(runs, Timed::peakMebibytes, 0.5),
                runs.size(),
                Optional.ofNullable(written.get(task + program))
                        .map(Object::toString)
                        .orElse(""))));
        return lines;
    }

    private static double quantile(List<Timed> runs, ToDoubleFunction<Timed> what, double of) {
        return runs.stream()
                .mapToDouble(what)
                .sorted()
                .skip((int) ((runs.size() - 1) * of))
                .findFirst()
                .orElseThrow();
    }
}
