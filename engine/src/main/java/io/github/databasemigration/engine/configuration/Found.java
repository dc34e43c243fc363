package io.github.databasemigration.engine.configuration;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Says in a mistake what stands in a file. */
final class Found {
    private Found() {}

    /** What stands where a value of some kind should, as far as that kind lets it be repeated. */
    static String in(Node node, Kind.One<?> kind) {
        if (!(node instanceof ScalarNode scalar) || !Kinds.ANY.contains(node.getTag())) {
            return in(node);
        }
        return Kinds.TEXT.contains(node.getTag()) || kind.discreet()
                ? kind.describe().apply(scalar.getValue())
                : scalar.getValue();
    }

    /** What stands there, without repeating it. */
    static String in(Node node) {
        if (node instanceof MappingNode) {
            return "fields";
        }
        if (!(node instanceof ScalarNode scalar)) {
            return "a list";
        }
        if (node.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        if (!Kinds.TEXT.contains(node.getTag())) {
            return Kinds.ANY.contains(node.getTag()) ? "a single value" : "a value with a tag";
        }
        return scalar.getValue().isEmpty() ? "an empty text" : "a text";
    }
}
