package io.github.databasemigration.engine.check.model;

import java.util.List;

/**
 * The default of a column.
 *
 * @param constant whether it is one literal, or NULL
 * @param functions the functions it calls, in lower case
 */
public record Default(boolean constant, List<String> functions) {
    public Default {
        functions = List.copyOf(functions);
    }
}
