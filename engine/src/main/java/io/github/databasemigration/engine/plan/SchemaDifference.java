package io.github.databasemigration.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * One object by which two schemas differ.
 *
 * @param object kind and name, such as {@code table public.orders}
 * @param before its definition in the first; empty where it is only in the second
 * @param after its definition in the second; empty where it is only in the first
 */
public record SchemaDifference(String object, Optional<String> before, Optional<String> after) {
    /** How they differ, by object; empty where they are equal. */
    public static List<SchemaDifference> between(SortedMap<String, String> first, SortedMap<String, String> second) {
        Set<String> objects = new TreeSet<>(first.keySet());
        objects.addAll(second.keySet());
        List<SchemaDifference> differences = new ArrayList<>();
        for (String object : objects) {
            Optional<String> before = Optional.ofNullable(first.get(object));
            Optional<String> after = Optional.ofNullable(second.get(object));
            if (!before.equals(after)) {
                differences.add(new SchemaDifference(object, before, after));
            }
        }
        return differences;
    }

    /** {@code added}, {@code removed} or {@code changed}. */
    public String change() {
        return before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
    }

    /** The lines that are only in the first definition. */
    public List<String> linesBefore() {
        return without(before, after);
    }

    /** The lines that are only in the second definition. */
    public List<String> linesAfter() {
        return without(after, before);
    }

    private static List<String> without(Optional<String> definition, Optional<String> other) {
        List<String> lines = new ArrayList<>(
                definition.stream().flatMap(String::lines).map(String::strip).toList());
        other.stream().flatMap(String::lines).map(String::strip).forEach(lines::remove);
        return lines;
    }
}
