package io.github.databasemigration.engine.check.target;

import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Type;
import java.util.Optional;

/** Answers questions about the database as it is before the plan. Changes nothing. */
public interface Catalogue extends AutoCloseable {
    /** The server's version, major and minor. */
    Version version();

    /** A table; empty where there is none of that name. */
    Optional<Table> table(Name name);

    /** The table that an index belongs to; empty where there is no such index. */
    Optional<Name> tableOf(Name index);

    /** Whether a function may give another result at each call. Unknown ones may. */
    boolean isVolatile(String function);

    /** Whether the server can take a column's values for another type's without writing them anew. */
    boolean sameBytes(Type from, Type to);

    /** About how many rows a statement would touch; empty where the server cannot tell yet. */
    Optional<Long> rowsTouched(String sql);

    /** Counts rows by a query; empty where that takes too long. */
    Optional<Long> count(String query);

    /** A name as it stands in a query. */
    String quoted(String name);

    /** How often a table was changed instantly since it was written anew; 0 where the server does not count. */
    int instantChanges(Name table);

    /** A server's version. */
    record Version(int major, int minor) {
        /** Reads {@code 15.18} or {@code 10.11.19-MariaDB}. */
        public static Version of(String text) {
            String[] parts = text.split("[^0-9]+", 3);
            return new Version(number(parts, 0), number(parts, 1));
        }

        private static int number(String[] parts, int at) {
            return at < parts.length && !parts[at].isEmpty() ? Integer.parseInt(parts[at]) : 0;
        }

        /** Whether this is that version or a later one. */
        public boolean atLeast(int thatMajor, int thatMinor) {
            return major > thatMajor || major == thatMajor && minor >= thatMinor;
        }
    }

    @Override
    void close();
}
