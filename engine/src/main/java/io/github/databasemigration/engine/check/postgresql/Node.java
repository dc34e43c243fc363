package io.github.databasemigration.engine.check.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.check.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One node of PostgreSQL's parse tree. Absent fields are false, empty or missing nodes, as in the tree itself, which
 * leaves defaults out.
 */
record Node(String type, JsonNode fields) {
    /** The node in a wrapper {@code {"Type": {…}}}. */
    static Node unwrap(JsonNode wrapper) {
        if (!wrapper.isObject() || wrapper.size() != 1) {
            return new Node("", wrapper);
        }
        Map.Entry<String, JsonNode> only = wrapper.properties().iterator().next();
        return new Node(only.getKey(), only.getValue());
    }

    boolean is(String... types) {
        return List.of(types).contains(type);
    }

    boolean has(String field) {
        return fields.has(field);
    }

    boolean flag(String field) {
        return fields.path(field).asBoolean();
    }

    String text(String field) {
        return fields.path(field).asText();
    }

    Optional<String> optional(String field) {
        return Optional.of(text(field)).filter(text -> !text.isEmpty());
    }

    /** A field that is always of the same type and so has no wrapper. */
    Node plain(String field) {
        return new Node(field, fields.path(field));
    }

    /** A field that says of which type it is. */
    Node node(String field) {
        return unwrap(fields.path(field));
    }

    List<Node> list(String field) {
        List<Node> nodes = new ArrayList<>();
        fields.path(field).forEach(each -> nodes.add(unwrap(each)));
        return nodes;
    }

    /** The texts of a list of names. */
    List<String> texts(String field) {
        return list(field).stream()
                .filter(each -> each.is("String"))
                .map(each -> each.text("sval"))
                .toList();
    }

    /** What a RangeVar names. */
    Name relation(String field) {
        Node range = plain(field);
        return new Name(range.optional("schemaname"), range.text("relname"));
    }

    /** What a node names that is itself a RangeVar, a list of texts, a type or a text. */
    Name named() {
        return switch (type) {
            case "RangeVar" -> new Name(optional("schemaname"), text("relname"));
            case "List" -> named(texts("items"));
            case "TypeName" -> named(texts("names"));
            case "ObjectWithArgs" -> named(texts("objname"));
            default -> Name.of(text("sval"));
        };
    }

    static Name named(List<String> parts) {
        int last = parts.size() - 1;
        return last < 0
                ? Name.of("")
                : new Name(last > 0 ? Optional.of(parts.get(last - 1)) : Optional.empty(), parts.get(last));
    }

    /** Whether an option such as CONCURRENTLY is given and not switched off. */
    boolean option(String list, String name) {
        return list(list).stream()
                .filter(each -> each.text("defname").equals(name))
                .anyMatch(each -> !each.has("arg") || !isOff(each.node("arg")));
    }

    private static boolean isOff(Node value) {
        return List.of("false", "off", "0").contains(value.text("sval").toLowerCase(java.util.Locale.ROOT))
                || value.is("Boolean") && !value.flag("boolval")
                || value.is("Integer") && value.fields.path("ival").asInt() == 0;
    }

    /** Visits this node and all below. */
    void visit(Consumer<Node> visitor) {
        visitor.accept(this);
        below(fields, visitor);
    }

    private static void below(JsonNode json, Consumer<Node> visitor) {
        json.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                visitor.accept(new Node(field.getKey(), value));
            }
            if (value.isContainerNode()) {
                below(value, visitor);
            }
        });
        if (json.isArray()) {
            json.forEach(each -> below(each, visitor));
        }
    }
}
