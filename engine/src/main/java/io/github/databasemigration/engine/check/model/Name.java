package io.github.databasemigration.engine.check.model;

import java.util.Optional;

/**
 * The name of an object as a statement writes it, quotes and case folding done.
 *
 * @param schema the schema, or the database on MySQL; empty where the statement leaves it to the session
 * @param object the object's own name
 */
public record Name(Optional<String> schema, String object) {
    /** A name without its schema. */
    public static Name of(String object) {
        return new Name(Optional.empty(), object);
    }

    /** Whether both may be the same object; one that does not name its schema may be in any. */
    public boolean matches(Name other) {
        return object.equals(other.object)
                && (schema.isEmpty() || other.schema.isEmpty() || schema.equals(other.schema));
    }

    @Override
    public String toString() {
        return schema.map(s -> s + ".").orElse("") + object;
    }
}
