package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names and values that print as YAML, in the order in which they were put. */
final class Tree {
    /** Texts that need no quotes: YAML takes them neither for numbers or words of its own nor for structure. */
    private static final String PLAIN =
            "[1-9][0-9]*(?:ms|s|m|h|d)|(?!(?i:true|false|null|\\.inf|\\.nan)$)(?:[A-Za-z_/]|\\.[A-Za-z/])[A-Za-z0-9_./:@?=&;+-]*(?<!:)";

    private final Map<String, Object> values = new LinkedHashMap<>();

    static Tree of(Map<String, String> texts) {
        Tree tree = new Tree();
        texts.forEach(tree::put);
        return tree;
    }

    /** Puts a text, number, enum, list or tree; an absent one is left out. */
    Tree put(String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> put(name, present));
        } else {
            values.put(name, value);
        }
        return this;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        print("", text);
        return text.toString();
    }

    private void print(String indent, StringBuilder text) {
        values.forEach((name, value) -> {
            text.append(indent).append(scalar(name)).append(':');
            if (value instanceof Tree tree && !tree.values.isEmpty()) {
                text.append('\n');
                tree.print(indent + "  ", text);
            } else {
                text.append(' ').append(inline(value)).append('\n');
            }
        });
    }

    private static String inline(Object value) {
        if (value instanceof Tree) {
            return "{}";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Tree::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT);
        }
        return value instanceof String text ? scalar(text) : value.toString();
    }

    private static String scalar(String text) {
        return text.matches(PLAIN) ? text : Json.canonical(text);
    }
}
