package io.github.databasemigration.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the boundaries of one platform and tool, as rows of docs/crash-matrix.md. */
final class CrashTable {
    private final Server platform;
    private final Tool tool;
    private final Map<Kind, Row> rows = new TreeMap<>();
    private final List<String> notHeld = new ArrayList<>();

    /** Boundaries of one kind: what is ended, and in which part of a run. */
    record Kind(Victim victim, Boundary.Place place) implements Comparable<Kind> {
        static Kind of(Boundary boundary) {
            return new Kind(boundary.victim(), boundary.place());
        }

        @Override
        public int compareTo(Kind other) {
            int order = victim.compareTo(other.victim);
            return order == 0 ? place.compareTo(other.place) : order;
        }
    }

    private static final class Row {
        private final int all;
        private int tried;
        private int held;
        private final Map<String, Integer> ends = new TreeMap<>();

        Row(int all) {
            this.all = all;
        }
    }

    CrashTable(Server platform, Tool tool, List<Boundary> all) {
        this.platform = platform;
        this.tool = tool;
        all.forEach(boundary -> rows.merge(Kind.of(boundary), new Row(1), (a, b) -> new Row(a.all + b.all)));
    }

    /** @param end what the run came to, and what the next one needed */
    void held(Boundary boundary, String end) {
        Row row = rows.get(Kind.of(boundary));
        row.tried++;
        row.held++;
        row.ends.merge(end, 1, Integer::sum);
    }

    void notHeld(Boundary boundary, Throwable why) {
        rows.get(Kind.of(boundary)).tried++;
        notHeld.add(boundary + ": " + why);
    }

    /** The boundaries that did not hold, with the reasons. */
    List<String> notHeld() {
        return notHeld;
    }

    /** A row for each kind, and below them what did not hold. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rows.forEach((kind, row) -> lines.add("| %s | %s | %s | %s | %d | %d | %d | %s |"
                .formatted(platform, tool, kind.victim(), kind.place(), row.all, row.tried, row.held, ends(row))
                .toLowerCase(Locale.ROOT)));
        notHeld.forEach(reason -> lines.add("    " + reason));
        return lines;
    }

    void write(Path file) {
        try {
            Files.write(file, lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ends(Row row) {
        return row.ends.entrySet().stream()
                .map(end -> end.getKey() + ": " + end.getValue())
                .collect(Collectors.joining("; "));
    }
}
