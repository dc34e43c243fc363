package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops all that a dump brings back: every object of every schema. Users, roles, the engine's lock and its progress
 * marker stay, which is why this is not DROP ALL OBJECTS.
 */
final class H2Emptying {
    /** Kind of object, schema and name; what falls with something else is dropped with IF EXISTS. */
    private static final String OBJECTS = """
            SELECT 'SYNONYM', SYNONYM_SCHEMA, SYNONYM_NAME, '' FROM INFORMATION_SCHEMA.SYNONYMS
            UNION ALL
            SELECT 'VIEW', TABLE_SCHEMA, TABLE_NAME, ' CASCADE' FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'VIEW'
            UNION ALL
            SELECT 'TABLE', TABLE_SCHEMA, TABLE_NAME, ' CASCADE' FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE NOT IN ('VIEW', 'LOCAL TEMPORARY')
            UNION ALL
            SELECT 'SEQUENCE', SEQUENCE_SCHEMA, SEQUENCE_NAME, '' FROM INFORMATION_SCHEMA.SEQUENCES
            UNION ALL
            SELECT DISTINCT CASE ROUTINE_TYPE WHEN 'AGGREGATE' THEN 'AGGREGATE' ELSE 'ALIAS' END, ROUTINE_SCHEMA,
            ROUTINE_NAME, '' FROM INFORMATION_SCHEMA.ROUTINES
            UNION ALL
            SELECT 'CONSTANT', CONSTANT_SCHEMA, CONSTANT_NAME, '' FROM INFORMATION_SCHEMA.CONSTANTS
            UNION ALL
            SELECT 'DOMAIN', DOMAIN_SCHEMA, DOMAIN_NAME, ' CASCADE' FROM INFORMATION_SCHEMA.DOMAINS
            """;

    private static final String SCHEMAS = "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA"
            + " WHERE SCHEMA_NAME NOT IN ('INFORMATION_SCHEMA', 'PUBLIC', '" + H2Locks.SCHEMA + "')";

    private boolean begun;

    /** Whether anything was dropped. */
    boolean begun() {
        return begun;
    }

    /** Drops everything; each statement commits by itself. */
    Void empty(Connection connection) throws SQLException {
        List<String> drops = new ArrayList<>();
        Rows.of(connection, OBJECTS, row -> {
            H2Name name = new H2Name(row.getString(2), row.getString(3));
            boolean kept = name.schema().equals("INFORMATION_SCHEMA")
                    || name.schema().equals(H2Locks.SCHEMA)
                    || name.name().equalsIgnoreCase(ProgressMarker.TABLE);
            return !kept && drops.add("DROP " + row.getString(1) + " IF EXISTS " + name.quoted() + row.getString(4));
        });
        Rows.of(
                connection,
                SCHEMAS,
                row -> drops.add("DROP SCHEMA IF EXISTS " + H2Name.quote(row.getString(1)) + " CASCADE"));
        try (Statement statement = connection.createStatement()) {
            for (String drop : drops) {
                statement.execute(drop);
                begun = true;
            }
        }
        return null;
    }
}
