package io.github.databasemigration.engine.configuration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields that one part of the configuration may have.
 *
 * @param fields all of them; a dot in a name makes a section
 * @param alternatives groups of fields that say the same thing in different ways, so that only one of them may be given
 */
record FieldTable(List<Field<?>> fields, List<List<Field<?>>> alternatives) {
    Optional<Field<?>> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    boolean isSection(String name) {
        return fields.stream().anyMatch(field -> field.name().startsWith(name + "."));
    }

    /** What may stand directly in a section; the empty name is the part itself. */
    List<String> namesIn(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        return fields.stream()
                .filter(field -> field.name().startsWith(prefix))
                .map(field -> field.name().substring(prefix.length()).split("\\.")[0])
                .distinct()
                .toList();
    }

    /** All dotted names. */
    Collection<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** All dotted names, and those of the entries of maps as far as they are known. */
    Stream<String> namesWithEntries() {
        return fields.stream()
                .flatMap(field -> field.kind() instanceof Kind.Named named
                        ? named.names().stream().map(entry -> field.name() + "." + entry)
                        : Stream.of(field.name()));
    }

    /** What was probably meant by an unknown name in a section: a neighbour, or a field of that name elsewhere. */
    Optional<String> meant(String section, String name) {
        Stream<String> elsewhere = fields.stream()
                .filter(field -> field.simpleName().equals(name))
                .map(Field::name)
                .limit(1);
        return Suggestion.nearest(name, namesIn(section)).or(elsewhere::findFirst);
    }
}
