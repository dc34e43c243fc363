package io.github.databasemigration.engine.check.model;

import java.util.List;
import java.util.Optional;

/**
 * A constraint as a statement defines it.
 *
 * @param kind what it demands
 * @param name its name; empty where the server shall find one
 * @param columns of a key, or the referencing ones of a foreign key
 * @param validated whether the rows that are there are looked at: false for NOT VALID and NOT ENFORCED
 * @param index the existing index that it takes over; empty where one must be built
 * @param references the table that a foreign key refers to
 * @param notNull the column of a check that says no more than {@code column IS NOT NULL}
 */
public record Constraint(
        Kind kind,
        Optional<String> name,
        List<String> columns,
        boolean validated,
        Optional<String> index,
        Optional<Name> references,
        Optional<String> notNull) {

    public Constraint {
        columns = List.copyOf(columns);
    }

    /** What a constraint demands. */
    public enum Kind {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        EXCLUSION,
        NOT_NULL
    }
}
