package io.github.databasemigration.engine.configuration;

import java.util.Optional;

/**
 * One thing that is wrong in the configuration. No text of it holds a value that might be a secret.
 *
 * @param place where
 * @param field the field's path, such as {@code environments.production.backup.keep}; empty for the file as a whole
 * @param expected what may stand there
 * @param found what stands there
 * @param suggestion what was probably meant
 */
public record Mistake(Place place, String field, String expected, String found, Optional<String> suggestion) {
    /** One line for people: {@code file:line:column: field: expected …, found …}. */
    @Override
    public String toString() {
        return place + ": " + (field.isEmpty() ? "" : field + ": ") + "expected " + expected + ", found " + found
                + suggestion.map(meant -> "; did you mean " + meant + "?").orElse("");
    }
}
