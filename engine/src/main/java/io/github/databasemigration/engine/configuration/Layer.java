package io.github.databasemigration.engine.configuration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values given in one place: an environment of the file, its defaults, or the overrides. */
final class Layer {
    private record Entry(Object value, Place place) {}

    private final Map<Field<?>, Entry> entries = new HashMap<>();
    private final Set<Field<?>> mentioned = new HashSet<>();
    private final Map<String, Place> sections = new HashMap<>();

    <T> void put(Field<T> field, T value, Place place) {
        entries.put(field, new Entry(value, place));
    }

    /** Says that a field is there, though perhaps with a mistake in it. */
    void mention(Field<?> field) {
        mentioned.add(field);
    }

    boolean mentions(Field<?> field) {
        return mentioned.contains(field);
    }

    /** Says that a section is there, though perhaps empty. */
    void putSection(String section, Place place) {
        sections.put(section, place);
    }

    @SuppressWarnings("unchecked") // put() has checked it
    <T> Optional<T> get(Field<T> field) {
        return Optional.ofNullable(entries.get(field)).map(entry -> (T) entry.value);
    }

    Optional<Place> place(Field<?> field) {
        return Optional.ofNullable(entries.get(field)).map(Entry::place);
    }

    boolean has(Field<?> field) {
        return entries.containsKey(field);
    }

    Optional<Place> section(String section) {
        return Optional.ofNullable(sections.get(section));
    }
}
