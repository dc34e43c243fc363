package io.github.databasemigration.engine.configuration;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers all mistakes of one reading, so that they can be told at once. */
final class Mistakes {
    private final Set<Mistake> all = new LinkedHashSet<>();

    void add(Place place, String field, String expected, String found) {
        add(place, field, expected, found, Optional.empty());
    }

    void add(Place place, String field, String expected, String found, Optional<String> suggestion) {
        all.add(new Mistake(place, field, expected, found, suggestion));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** In the order of the file; options before it. */
    List<Mistake> sorted() {
        return all.stream()
                .sorted(Comparator.comparingInt(
                                (Mistake mistake) -> mistake.place().line())
                        .thenComparingInt(mistake -> mistake.place().column()))
                .toList();
    }
}
