package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.OwnTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the schema from INFORMATION_SCHEMA, which every user may read: each row of its views is one line of the
 * definition of an object, written as its columns that are not null.
 *
 * <p>Left out is what differs between equal databases: the catalog (the database's name), owners, counters, statistics,
 * and how H2 names the indexes that it makes for constraints. The Java source of a trigger is shown to nobody there.
 */
final class H2Schema {
    private static final Pattern LEFT_OUT = Pattern.compile(
            ".*_CATALOG|CATALOG_NAME|SCHEMA_OWNER|BASE_VALUE|IDENTITY_BASE|SELECTIVITY|LAST_MODIFICATION|ROW_COUNT_ESTIMATE|TABLE_CLASS|INDEX_CLASS|STORAGE_TYPE"
                    + "|CHARACTER_SET_.*|DEFAULT_CHARACTER_SET_.*|DTD_IDENTIFIER|SPECIFIC_.*");
    private static final String NOT_OURS = " NOT IN ('INFORMATION_SCHEMA', '" + H2Locks.SCHEMA + "')";

    private final Connection connection;
    private final Set<String> ignored;
    private final SortedMap<String, String> schema = new TreeMap<>();

    private H2Schema(Connection connection, Set<String> ignored) {
        this.connection = connection;
        this.ignored = ignored;
    }

    static SortedMap<String, String> read(Connection connection, Set<String> ignoredTables) throws SQLException {
        Set<String> ignored = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ignored.addAll(ignoredTables);
        ignored.addAll(OwnTables.NAMES);
        H2Schema schema = new H2Schema(connection, ignored);
        schema.tables();
        schema.constraints();
        schema.others();
        return schema.schema;
    }

    private void tables() throws SQLException {
        add("SELECT CASE TABLE_TYPE WHEN 'VIEW' THEN 'view' ELSE 'table' END, TABLE_SCHEMA, NULL, TABLE_NAME,"
                + " TABLE_NAME, TABLE_TYPE, COMMIT_ACTION, REMARKS FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_TYPE <> 'LOCAL TEMPORARY' AND TABLE_SCHEMA" + NOT_OURS);
        add("SELECT CASE TABLE_TYPE WHEN 'VIEW' THEN 'view' ELSE 'table' END, C.TABLE_SCHEMA, NULL, C.TABLE_NAME,"
                + " C.TABLE_NAME, DATA_TYPE_SQL(C.TABLE_SCHEMA, C.TABLE_NAME, 'TABLE', C.DTD_IDENTIFIER) AS SQL_TYPE, C.*"
                + " FROM INFORMATION_SCHEMA.COLUMNS C JOIN INFORMATION_SCHEMA.TABLES T"
                + " ON T.TABLE_SCHEMA = C.TABLE_SCHEMA AND T.TABLE_NAME = C.TABLE_NAME"
                + " WHERE T.TABLE_TYPE <> 'LOCAL TEMPORARY' AND C.TABLE_SCHEMA" + NOT_OURS
                + " ORDER BY C.TABLE_SCHEMA, C.TABLE_NAME, C.ORDINAL_POSITION");
        add("SELECT 'view', TABLE_SCHEMA, NULL, TABLE_NAME, TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, STATUS"
                + " FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA" + NOT_OURS);
        String indexes = " JOIN INFORMATION_SCHEMA.INDEXES I ON I.INDEX_SCHEMA = X.INDEX_SCHEMA"
                + " AND I.INDEX_NAME = X.INDEX_NAME WHERE NOT I.IS_GENERATED AND I.INDEX_SCHEMA" + NOT_OURS;
        add("SELECT 'index', X.INDEX_SCHEMA, X.TABLE_NAME, X.INDEX_NAME, X.TABLE_NAME, X.*"
                + " FROM INFORMATION_SCHEMA.INDEXES X" + indexes);
        add("SELECT 'index', X.INDEX_SCHEMA, X.TABLE_NAME, X.INDEX_NAME, X.TABLE_NAME, X.*"
                + " FROM INFORMATION_SCHEMA.INDEX_COLUMNS X" + indexes + " ORDER BY X.ORDINAL_POSITION");
    }

    private void constraints() throws SQLException {
        String of = " JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS C ON C.CONSTRAINT_SCHEMA = X.CONSTRAINT_SCHEMA"
                + " AND C.CONSTRAINT_NAME = X.CONSTRAINT_NAME WHERE C.CONSTRAINT_SCHEMA" + NOT_OURS;
        String name = "SELECT 'constraint', C.TABLE_SCHEMA, C.TABLE_NAME, C.CONSTRAINT_NAME, C.TABLE_NAME, ";
        add(name + "C.CONSTRAINT_TYPE, C.IS_DEFERRABLE, C.INITIALLY_DEFERRED, C.ENFORCED, C.NULLS_DISTINCT, C.REMARKS"
                + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS C WHERE C.CONSTRAINT_SCHEMA" + NOT_OURS);
        add(name + "X.* FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE X" + of + " ORDER BY X.ORDINAL_POSITION");
        add(name + "X.* FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS X" + of);
        add(name + "X.* FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS X" + of);
    }

    private void others() throws SQLException {
        add("SELECT 'schema', SCHEMA_NAME, NULL, NULL, NULL, REMARKS, DEFAULT_COLLATION_NAME"
                + " FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME" + NOT_OURS);
        add("SELECT 'domain', DOMAIN_SCHEMA, NULL, DOMAIN_NAME, NULL,"
                + " DATA_TYPE_SQL(DOMAIN_SCHEMA, DOMAIN_NAME, 'DOMAIN', DTD_IDENTIFIER) AS SQL_TYPE, DOMAINS.*"
                + " FROM INFORMATION_SCHEMA.DOMAINS WHERE DOMAIN_SCHEMA" + NOT_OURS);
        add("SELECT 'domain', D.DOMAIN_SCHEMA, NULL, D.DOMAIN_NAME, NULL, D.*, C.CHECK_CLAUSE"
                + " FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS D JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS C"
                + " ON C.CONSTRAINT_SCHEMA = D.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = D.CONSTRAINT_NAME"
                + " WHERE D.DOMAIN_SCHEMA" + NOT_OURS + " ORDER BY D.CONSTRAINT_NAME");
        add("SELECT 'trigger', EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_OBJECT_TABLE, TRIGGERS.*"
                + " FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA" + NOT_OURS
                + " ORDER BY EVENT_MANIPULATION");
        add("SELECT 'routine', ROUTINE_SCHEMA, NULL, ROUTINE_NAME, NULL, ROUTINES.*"
                + " FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA" + NOT_OURS
                + " ORDER BY ROUTINE_NAME, SPECIFIC_NAME");
        add("SELECT 'sequence', SEQUENCE_SCHEMA, NULL, SEQUENCE_NAME, NULL, SEQUENCES.*"
                + " FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA" + NOT_OURS);
        add("SELECT 'constant', CONSTANT_SCHEMA, NULL, CONSTANT_NAME, NULL, VALUE_DEFINITION, DATA_TYPE, REMARKS"
                + " FROM INFORMATION_SCHEMA.CONSTANTS WHERE CONSTANT_SCHEMA" + NOT_OURS);
        add("SELECT 'synonym', SYNONYM_SCHEMA, NULL, SYNONYM_NAME, NULL, SYNONYMS.*"
                + " FROM INFORMATION_SCHEMA.SYNONYMS WHERE SYNONYM_SCHEMA" + NOT_OURS);
    }

    /**
     * Adds a line for each row. The first columns are the kind, the schema, the table of which the object is a part, the
     * object's own name, and the table with which it is ignored; each may be null but the first two.
     */
    private void add(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String table = row.getString(5);
                if (table == null || !ignored.contains(table)) {
                    schema.merge(key(row), line(row), (before, line) -> before + "\n" + line);
                }
            }
        }
    }

    private static String key(ResultSet row) throws SQLException {
        StringBuilder key = new StringBuilder(row.getString(1)).append(' ').append(row.getString(2));
        for (int part = 3; part <= 4; part++) {
            if (row.getString(part) != null) {
                key.append('.').append(row.getString(part));
            }
        }
        return key.toString();
    }

    private static String line(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        StringBuilder line = new StringBuilder();
        for (int column = 6; column <= columns.getColumnCount(); column++) {
            String name = columns.getColumnLabel(column);
            String value = row.getString(column);
            if (value != null && !LEFT_OUT.matcher(name).matches()) {
                line.append(line.isEmpty() ? "" : ", ").append(name).append('=').append(value);
            }
        }
        return line.toString();
    }
}
