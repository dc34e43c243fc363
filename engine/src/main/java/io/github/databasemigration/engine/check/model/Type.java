package io.github.databasemigration.engine.check.model;

import java.util.List;

/**
 * A column's type as a statement writes it.
 *
 * @param name its name in lower case, the platform's own where it has several ({@code int4}, {@code varchar})
 * @param arguments length, or precision and scale; empty where none are given
 * @param values of an ENUM or SET on MySQL
 * @param array whether it is an array
 * @param unsigned whether it is an unsigned number on MySQL
 */
public record Type(String name, List<Integer> arguments, List<String> values, boolean array, boolean unsigned) {
    public Type {
        arguments = List.copyOf(arguments);
        values = List.copyOf(values);
    }

    /** A type with nothing but a name. */
    public static Type of(String name, Integer... arguments) {
        return new Type(name, List.of(arguments), List.of(), false, false);
    }

    @Override
    public String toString() {
        String inner = values.isEmpty()
                ? String.join(",", arguments.stream().map(String::valueOf).toList())
                : String.join(
                        ",", values.stream().map(value -> "'" + value + "'").toList());
        return name + (inner.isEmpty() ? "" : "(" + inner + ")") + (unsigned ? " unsigned" : "") + (array ? "[]" : "");
    }
}
