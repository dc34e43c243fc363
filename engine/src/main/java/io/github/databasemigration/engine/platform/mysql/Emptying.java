package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Drops all that a dump brings back. The progress marker stays: it says why somebody restores. */
final class Emptying {
    private final Connection connection;
    private final String database;

    Emptying(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
    }

    /** Waits until nobody uses a table any more, and keeps everybody off. Nothing is changed yet if this fails. */
    void lock() throws SQLException {
        List<String> tables = tables("<> 'VIEW'");
        if (!tables.isEmpty()) {
            String all = tables.stream().map(table -> table + " WRITE").collect(Collectors.joining(", "));
            Rows.run(connection, List.of("LOCK TABLES " + all));
        }
    }

    /** Drops everything. */
    void empty() throws SQLException {
        List<String> statements = new ArrayList<>(List.of("SET SESSION foreign_key_checks = 0"));
        tables("NOT IN ('VIEW', 'SEQUENCE')").forEach(table -> statements.add("DROP TABLE " + table));
        tables("= 'SEQUENCE'").forEach(sequence -> statements.add("DROP SEQUENCE " + sequence));
        statements.add("UNLOCK TABLES");
        names("SELECT event_name FROM information_schema.events WHERE event_schema = ?")
                .forEach(event -> statements.add("DROP EVENT " + event));
        tables("= 'VIEW'").forEach(view -> statements.add("DROP VIEW " + view));
        // A package's body falls with the package.
        Rows.of(
                        connection,
                        "SELECT routine_type, routine_name FROM information_schema.routines"
                                + " WHERE routine_schema = ? AND routine_type <> 'PACKAGE BODY'",
                        row -> row.getString(1) + " " + Backticks.quote(row.getString(2)),
                        database)
                .forEach(routine -> statements.add("DROP " + routine));
        Rows.run(connection, statements);
    }

    private List<String> tables(String type) throws SQLException {
        List<String> tables =
                names("SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type " + type);
        tables.removeIf(Backticks.quote(ProgressMarker.TABLE)::equalsIgnoreCase);
        return tables;
    }

    private List<String> names(String query) throws SQLException {
        return Rows.of(connection, query, row -> Backticks.quote(row.getString(1)), database);
    }
}
