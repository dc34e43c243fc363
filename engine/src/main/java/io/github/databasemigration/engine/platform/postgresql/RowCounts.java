package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
        for (Counted table : tables(connection)) {
            String count = Rows.text(connection, "SELECT count(*) FROM ONLY " + table.quoted());
            counts.put(table.quoted(), Long.valueOf(count));
        }
        return counts;
    }
}
