package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts the rows of every table that holds rows itself: partitions, not the partitioned tables above them. Tables of
 * extensions are left out, for a dump leaves them to the extension too, and so is the engine's own note.
 */
final class RowCounts {
    private static final String TABLES = "SELECT format('%I.%I', n.nspname, c.relname), c.relname"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'r' AND c.relpersistence <> 't'"
            + " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
            + " AND n.nspname <> '" + OwnTables.KEPT + "'"
            + " AND c.relname NOT IN ('" + String.join("', '", OwnTables.NAMES) + "')"
            + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = CAST('pg_class' AS regclass)"
            + " AND d.objid = c.oid AND d.deptype = 'e')";

    /** Tables that are counted in one round trip. */
    private static final int AT_ONCE = 100;

    private RowCounts() {}

    /**
     * A table that holds rows.
     *
     * @param quoted {@code schema.table}, quoted where SQL wants it
     * @param name without its schema
     */
    record Counted(String quoted, String name) {}

    static List<Counted> tables(Connection connection) throws SQLException {
        return Rows.of(connection, TABLES, row -> new Counted(row.getString(1), row.getString(2)));
    }

    /** Makes the session's next statements see one and the same moment. */
    static void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // With row security on, a policy would hide rows and the count be wrong in silence.
            statement.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off");
        }
    }

    /** The counts in the session's snapshot, by {@code schema.table}, quoted where SQL wants it. */
    static SortedMap<String, Long> in(Connection connection) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        List<Counted> tables = tables(connection);
        for (int from = 0; from < tables.size(); from += AT_ONCE) {
            List<Counted> some = tables.subList(from, Math.min(tables.size(), from + AT_ONCE));
            String all = IntStream.range(0, some.size())
                    .mapToObj(i -> "SELECT " + i + ", count(*) FROM ONLY "
                            + some.get(i).quoted())
                    .collect(Collectors.joining(" UNION ALL "));
            Rows.of(connection, all, row -> counts.put(some.get(row.getInt(1)).quoted(), row.getLong(2)));
        }
        return counts;
    }
}
