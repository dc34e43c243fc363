package io.github.databasemigration.engine.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads overrides into layers, by the same tables as the file. */
final class OverridesReader {
    private final List<FieldTable> tables;
    private final Mistakes mistakes;
    private final Layer layer = new Layer();

    OverridesReader(List<FieldTable> tables, Mistakes mistakes) {
        this.tables = tables;
        this.mistakes = mistakes;
    }

    Layer read(Overrides overrides) {
        overrides.list().forEach(this::read);
        for (FieldTable table : tables) {
            table.alternatives().forEach(group -> Alternatives.check(group, layer, "", mistakes));
        }
        return layer;
    }

    private void read(Overrides.Given given) {
        Optional<Field<?>> field = field(given.field());
        if (field.isPresent()) {
            layer.putSection(given.field().split("\\.")[0], Place.option(given.option()));
            readField(field.get(), given);
        } else {
            unknown(given);
        }
    }

    private <T> void readField(Field<T> field, Overrides.Given given) {
        Place place = Place.option(given.option());
        layer.mention(field);
        readKind(field, field.kind(), given).ifPresent(value -> layer.put(field, value, place));
    }

    @SuppressWarnings("unchecked") // each kind says what it becomes
    private <T> Optional<T> readKind(Field<T> field, Kind<T> kind, Overrides.Given given) {
        if (kind instanceof Kind.One<T> one) {
            return readOne(one, given.value(), given);
        }
        if (kind instanceof Kind.Many many) {
            return (Optional<T>) readMany(many, given);
        }
        return (Optional<T>) readNamed((Field<SortedMap<String, String>>) field, (Kind.Named) kind, given);
    }

    private <T> Optional<T> readOne(Kind.One<T> kind, String text, Overrides.Given given) {
        Optional<T> value = kind.parse().apply(text);
        if (value.isEmpty()) {
            mistakes.add(
                    Place.option(given.option()),
                    given.field(),
                    kind.expected(),
                    kind.describe().apply(text),
                    Suggestion.nearest(text, kind.words()));
        }
        return value;
    }

    private Optional<List<String>> readMany(Kind.Many kind, Overrides.Given given) {
        List<String> values = new ArrayList<>();
        for (String each : given.value().split(",", -1)) {
            readOne(kind.each(), each.strip(), given).ifPresent(values::add);
        }
        return Optional.of(values);
    }

    /** One entry of a map; those given before stay. */
    private Optional<SortedMap<String, String>> readNamed(
            Field<SortedMap<String, String>> field, Kind.Named kind, Overrides.Given given) {
        SortedMap<String, String> values = new TreeMap<>(layer.get(field).orElseGet(TreeMap::new));
        readOne(kind.each(), given.value(), given)
                .ifPresent(
                        value -> values.put(given.field().substring(field.name().length() + 1), value));
        return Optional.of(values);
    }

    private Optional<Field<?>> field(String name) {
        return tables.stream()
                .flatMap(table -> table.fields().stream())
                .filter(field -> field.kind() instanceof Kind.Named named
                        ? isEntry(name, field, named)
                        : field.name().equals(name))
                .findFirst();
    }

    private static boolean isEntry(String name, Field<?> map, Kind.Named kind) {
        String prefix = map.name() + ".";
        boolean entry = name.startsWith(prefix) && name.length() > prefix.length();
        return entry && (kind.names().isEmpty() || kind.names().contains(name.substring(prefix.length())));
    }

    private void unknown(Overrides.Given given) {
        List<String> names =
                tables.stream().flatMap(FieldTable::namesWithEntries).toList();
        String last = given.field().substring(given.field().lastIndexOf('.') + 1);
        mistakes.add(
                Place.option(given.option()),
                "",
                "the name of a field, such as url or backup.keep",
                Kinds.quoted(given.field()),
                Suggestion.nearest(given.field(), names).or(() -> tables.stream()
                        .flatMap(table -> table.meant("", last).stream())
                        .findFirst()));
    }
}
