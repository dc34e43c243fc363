package io.github.databasemigration.engine.check.target;

import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the database as it is before the plan.
 *
 * @param name with its schema
 * @param rows about how many, by the server's own statistics
 * @param columns by name
 * @param constraints all of them
 * @param indexes all of them
 */
public record Table(
        Name name, long rows, Map<String, Column> columns, List<ExistingConstraint> constraints, List<Index> indexes) {

    public Table {
        columns = Map.copyOf(columns);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
    }

    /**
     * A column.
     *
     * @param type its type
     * @param notNull whether it forbids NULL
     * @param bytesACharacter how many bytes a character may take; 0 for what is no text
     */
    public record Column(Type type, boolean notNull, int bytesACharacter) {}

    /**
     * A constraint.
     *
     * @param name its name
     * @param kind what it demands
     * @param columns those that it is about
     * @param notNull the column of a validated check that says no more than {@code column IS NOT NULL}
     */
    public record ExistingConstraint(
            String name, Constraint.Kind kind, List<String> columns, Optional<String> notNull) {
        public ExistingConstraint {
            columns = List.copyOf(columns);
        }
    }

    /**
     * An index.
     *
     * @param name its name
     * @param columns in their order; an empty text for an expression
     */
    public record Index(String name, List<String> columns) {
        public Index {
            columns = List.copyOf(columns);
        }

        /** Whether it finds rows by these columns, in whichever order they are given. */
        public boolean serves(List<String> wanted) {
            return columns.size() >= wanted.size()
                    && java.util.Set.copyOf(columns.subList(0, wanted.size())).equals(java.util.Set.copyOf(wanted));
        }
    }
}
