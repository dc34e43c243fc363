package io.github.databasemigration.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of the boundaries of one platform and tool, as rows of docs/crash-matrix.md. */
final class CrashTable {
    private final Map<Kind, List<Boundary>> all;
    private final Map<Kind, List<Tried>> tried;

    /** Boundaries of one kind: what is ended, and in which part of a run. */
    record Kind(Victim victim, Boundary.Place place) {
        static final Comparator<Kind> ORDER = Comparator.comparing(Kind::victim).thenComparing(Kind::place);
    }

    CrashTable(CrashResults results) {
        all = byKind(results.boundaries(), Function.identity());
        tried = byKind(results.tried(), Tried::boundary);
    }

    static <T> Map<Kind, List<T>> byKind(List<T> all, Function<T, Boundary> boundary) {
        return all.stream()
                .collect(Collectors.groupingBy(
                        one -> new Kind(
                                boundary.apply(one).victim(),
                                boundary.apply(one).place()),
                        () -> new TreeMap<>(Kind.ORDER),
                        Collectors.toList()));
    }

    /** Each boundary that did not hold, with the reason. */
    List<String> notHeld() {
        return tried.values().stream()
                .flatMap(List::stream)
                .filter(one -> !one.held())
                .map(one -> one.boundary() + ": " + one.words())
                .toList();
    }

    /** A row for each kind, and below them what did not hold. */
    List<String> rows(Server platform, Tool tool) {
        List<String> rows = new ArrayList<>();
        all.forEach((kind, boundaries) ->
                rows.add(row(platform, tool, kind, boundaries.size(), tried.getOrDefault(kind, List.of()))));
        notHeld().forEach(reason -> rows.add("    " + reason));
        return rows;
    }

    private static String row(Server platform, Tool tool, Kind kind, int boundaries, List<Tried> tried) {
        Map<String, Long> ends = tried.stream()
                .filter(Tried::held)
                .collect(Collectors.groupingBy(Tried::words, TreeMap::new, Collectors.counting()));
        return "| %s | %s | %s | %s | %d | %d | %d | %s |"
                .formatted(
                        platform,
                        tool,
                        kind.victim(),
                        kind.place(),
                        boundaries,
                        tried.size(),
                        ends.values().stream().mapToLong(Long::longValue).sum(),
                        ends.entrySet().stream()
                                .map(end -> end.getKey() + ": " + end.getValue())
                                .collect(Collectors.joining("; ")))
                .toLowerCase(Locale.ROOT);
    }
}
