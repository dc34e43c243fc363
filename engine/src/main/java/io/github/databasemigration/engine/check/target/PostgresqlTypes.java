package io.github.databasemigration.engine.check.target;

import io.github.databasemigration.engine.check.model.Type;
import java.util.List;
import java.util.Set;

/**
 * Which changes of a type leave the table as it is: those between types whose values are the same bytes (pg_cast's
 * binary casts), and those that only loosen a limit (the transform functions of PostgreSQL's varchar, numeric, bit and
 * time types).
 */
final class PostgresqlTypes {
    private static final Set<String> LIMITED_BY_LENGTH = Set.of("varchar", "varbit");
    private static final Set<String> LIMITED_BY_PRECISION =
            Set.of("timestamp", "timestamptz", "time", "timetz", "interval");
    private static final int FULL_PRECISION = 6;

    private final Questions questions;

    PostgresqlTypes(Questions questions) {
        this.questions = questions;
    }

    boolean sameBytes(Type from, Type to) {
        if (from.array() != to.array()) {
            return false;
        }
        if (from.name().equals(to.name())) {
            return from.arguments().equals(to.arguments()) || loosened(to.name(), from.arguments(), to.arguments());
        }
        // A limit that comes with the new type has to be checked row by row.
        return to.arguments().isEmpty() && !to.array() && binary(from.name(), to.name());
    }

    private static boolean loosened(String type, List<Integer> from, List<Integer> to) {
        if (LIMITED_BY_LENGTH.contains(type)) {
            return to.isEmpty() || !from.isEmpty() && from.get(0) <= to.get(0);
        }
        if (type.equals("numeric")) {
            return to.isEmpty() || !from.isEmpty() && from.get(0) <= to.get(0) && scale(from) == scale(to);
        }
        return LIMITED_BY_PRECISION.contains(type) && precision(from) <= precision(to);
    }

    private static int scale(List<Integer> arguments) {
        return arguments.size() > 1 ? arguments.get(1) : 0;
    }

    private static int precision(List<Integer> arguments) {
        return arguments.isEmpty() ? FULL_PRECISION : arguments.get(0);
    }

    private boolean binary(String from, String to) {
        return questions
                .first(
                        "SELECT 1 FROM pg_cast WHERE castmethod = 'b' AND castsource = to_regtype(?)::oid"
                                + " AND casttarget = to_regtype(?)::oid",
                        row -> true,
                        from,
                        to)
                .isPresent();
    }
}
