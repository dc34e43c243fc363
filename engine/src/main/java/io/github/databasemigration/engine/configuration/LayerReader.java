package io.github.databasemigration.engine.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads fields of a file into a layer, by a table that says which there are. */
final class LayerReader {
    private final String file;
    private final Mistakes mistakes;

    LayerReader(String file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /** One field as it stands in the file. */
    record Entry(ScalarNode name, Node value) {}

    /** Reads a part of the file; mistakes name its path before a field's name. */
    Layer read(MappingNode part, FieldTable table, String path) {
        return read(entries(part, path), table, path, List.of());
    }

    /** Reads some entries; {@code elsewhere} are names that may stand there, too, and are read by somebody else. */
    Layer read(Map<String, Entry> entries, FieldTable table, String path, List<String> elsewhere) {
        Layer layer = new Layer();
        readSection(entries, table, "", path, elsewhere, layer);
        for (List<Field<?>> group : table.alternatives()) {
            Alternatives.check(group, layer, path, mistakes);
        }
        return layer;
    }

    private void readSection(
            Map<String, Entry> entries,
            FieldTable table,
            String section,
            String path,
            List<String> elsewhere,
            Layer layer) {
        entries.forEach((key, entry) -> {
            String name = join(section, key);
            boolean isSection = table.isSection(name);
            Optional<Field<?>> field = table.field(name);
            if (isSection && entry.value instanceof MappingNode fields) {
                layer.putSection(name, Place.of(file, entry.name));
                readSection(entries(fields, join(path, name)), table, name, path, List.of(), layer);
            } else if (field.isPresent()) {
                readField(field.get(), entry.value, join(path, name), layer);
            } else if (isSection) {
                String expected = "fields (" + String.join(", ", table.namesIn(name)) + ")";
                wrong(entry.value, join(path, name), expected, Found.in(entry.value));
            } else if (!elsewhere.contains(key)) {
                List<String> names = new ArrayList<>(table.namesIn(section));
                names.addAll(elsewhere);
                Optional<String> meant = table.meant(section, key).or(() -> Suggestion.nearest(key, elsewhere));
                unknown(entry, join(path, section), names, meant);
            }
        });
    }

    private void unknown(Entry entry, String path, List<String> names, Optional<String> meant) {
        String found = Kinds.quoted(entry.name.getValue());
        mistakes.add(Place.of(file, entry.name), path, "one of " + String.join(", ", names), found, meant);
    }

    private <T> void readField(Field<T> field, Node node, String path, Layer layer) {
        layer.mention(field);
        readKind(field.kind(), node, path).ifPresent(value -> layer.put(field, value, Place.of(file, node)));
    }

    @SuppressWarnings("unchecked") // each kind says what it becomes
    private <T> Optional<T> readKind(Kind<T> kind, Node node, String path) {
        if (kind instanceof Kind.One<T> one) {
            return readOne(one, node, path);
        }
        if (kind instanceof Kind.Many many) {
            return (Optional<T>) readMany(many, node, path);
        }
        return (Optional<T>) readNamed((Kind.Named) kind, node, path);
    }

    private <T> Optional<T> readOne(Kind.One<T> kind, Node node, String path) {
        Optional<T> value =
                node instanceof ScalarNode scalar ? kind.parse().apply(scalar.getValue()) : Optional.empty();
        if (value.isPresent() && kind.tags().contains(node.getTag())) {
            return value;
        }
        Optional<String> meant = value.isPresent() ? quotesOf(node) : nearest(node, kind);
        mistakes.add(Place.of(file, node), path, kind.expected(), Found.in(node, kind), meant);
        return Optional.empty();
    }

    /** YAML takes a text for a number, or a quoted number for a text. */
    private static Optional<String> quotesOf(Node node) {
        return Optional.of(Kinds.TEXT.contains(node.getTag()) ? "it without quotes" : "it in quotes")
                .filter(meant -> Kinds.ANY.contains(node.getTag()));
    }

    private static Optional<String> nearest(Node node, Kind.One<?> kind) {
        return node instanceof ScalarNode scalar
                ? Suggestion.nearest(scalar.getValue(), kind.words())
                : Optional.empty();
    }

    private Optional<List<String>> readMany(Kind.Many kind, Node node, String path) {
        if (node instanceof SequenceNode list) {
            List<String> values = new ArrayList<>();
            for (Node each : list.getValue()) {
                readOne(kind.each(), each, path + "[" + values.size() + "]").ifPresent(values::add);
            }
            return Optional.of(List.copyOf(values));
        }
        if (node instanceof ScalarNode && kind.each().tags().contains(node.getTag())) {
            return readOne(kind.each(), node, path).map(List::of);
        }
        wrong(node, path, kind.expected(), Found.in(node));
        return Optional.empty();
    }

    private Optional<SortedMap<String, String>> readNamed(Kind.Named kind, Node node, String path) {
        if (!(node instanceof MappingNode fields)) {
            wrong(node, path, kind.expected(), Found.in(node));
            return Optional.empty();
        }
        SortedMap<String, String> values = new TreeMap<>();
        entries(fields, path).forEach((name, entry) -> {
            if (kind.names().isEmpty() || kind.names().contains(name)) {
                readOne(kind.each(), entry.value, join(path, name)).ifPresent(value -> values.put(name, value));
            } else {
                unknown(entry, path, kind.names(), Suggestion.nearest(name, kind.names()));
            }
        });
        return Optional.of(values);
    }

    /** The fields of a mapping in their order. A name that is none, or stands there twice, is a mistake. */
    Map<String, Entry> entries(MappingNode node, String path) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)
                    || name.getValue().isBlank()) {
                wrong(tuple.getKeyNode(), path, "the name of a field", Found.in(tuple.getKeyNode()));
                continue;
            }
            Entry entry = new Entry(name, tuple.getValueNode());
            Entry first = entries.putIfAbsent(name.getValue(), entry);
            if (first != null) {
                int line = Place.of(file, first.name).line();
                wrong(name, join(path, name.getValue()), "each field once", "it again (first in line " + line + ")");
            }
        }
        return entries;
    }

    private void wrong(Node node, String path, String expected, String found) {
        mistakes.add(Place.of(file, node), path, expected, found);
    }

    static String join(String path, String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }
}
