package io.github.databasemigration.engine.check.model;

import java.util.List;
import java.util.Optional;

/**
 * A column as a statement defines it.
 *
 * @param name its name
 * @param type its type
 * @param notNull whether NULL is forbidden, by NOT NULL or a primary key
 * @param fallback its default; empty without one
 * @param generated how it is computed from others
 * @param counted whether the server numbers the rows: serial, identity, AUTO_INCREMENT
 * @param constraints those written behind the column
 */
public record Column(
        String name,
        Type type,
        boolean notNull,
        Optional<Default> fallback,
        Generated generated,
        boolean counted,
        List<Constraint> constraints) {

    public Column {
        constraints = List.copyOf(constraints);
    }

    /** How a column is computed from others. */
    public enum Generated {
        /** It is not. */
        NO,
        /** When it is read. */
        VIRTUAL,
        /** When a row is written, so that it has a place in the row. */
        STORED
    }
}
