package io.github.databasemigration.engine.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Layers on top of each other: the nearest that has a value counts.
 *
 * @param nearestFirst overrides, then the environment, then the defaults
 */
record Layers(List<Layer> nearestFirst) {
    static Layers of(Layer... nearestFirst) {
        return new Layers(List.of(nearestFirst));
    }

    <T> Optional<T> get(Field<T> field) {
        return nearestFirst.stream().flatMap(layer -> layer.get(field).stream()).findFirst();
    }

    /** The same, but a nearer layer that has an alternative of the field hides it. */
    <T> Optional<T> get(Field<T> field, Field<?>... alternatives) {
        return nearestFirst.stream()
                .filter(layer -> layer.has(field) || Arrays.stream(alternatives).anyMatch(layer::has))
                .findFirst()
                .flatMap(layer -> layer.get(field));
    }

    /** Whether a field is given at all, perhaps with a mistake in it. */
    boolean mention(Field<?> field) {
        return nearestFirst.stream().anyMatch(layer -> layer.mentions(field));
    }

    /** All entries of a map; those of a nearer layer count. */
    SortedMap<String, String> merged(Field<SortedMap<String, String>> field) {
        SortedMap<String, String> merged = new TreeMap<>();
        for (int i = nearestFirst.size() - 1; i >= 0; i--) {
            nearestFirst.get(i).get(field).ifPresent(merged::putAll);
        }
        return merged;
    }

    Optional<Place> place(Field<?> field) {
        return nearestFirst.stream()
                .flatMap(layer -> layer.place(field).stream())
                .findFirst();
    }

    /** Where a section is, be it empty. */
    Optional<Place> section(String section) {
        return nearestFirst.stream()
                .flatMap(layer -> layer.section(section).stream())
                .findFirst();
    }
}
