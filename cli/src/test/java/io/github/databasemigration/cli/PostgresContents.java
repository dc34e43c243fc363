package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is in a PostgreSQL database: its tables with their columns, each with a checksum over all its rows. */
final class PostgresContents {
    private static final String TABLES = """
            SELECT format('%I.%I', table_schema, table_name),
                   string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', ' ORDER BY ordinal_position)
            FROM information_schema.columns
            WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
            GROUP BY table_schema, table_name ORDER BY 1
            """;

    private PostgresContents() {}

    /** By table and columns: how many rows, and the sum of their hashes, which does not depend on their order. */
    static SortedMap<String, String> of(TestDatabase database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            SortedMap<String, String> contents = new TreeMap<>();
            for (String[] table : tables(statement)) {
                try (ResultSet sum = statement.executeQuery(
                        "SELECT count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM "
                                + table[0] + " t")) {
                    sum.next();
                    contents.put(table[0] + " (" + table[1] + ")", sum.getString(1));
                }
            }
            return contents;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String[]> tables(Statement statement) throws SQLException {
        List<String[]> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        return tables;
    }
}
