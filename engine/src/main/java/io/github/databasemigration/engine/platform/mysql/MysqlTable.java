package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A table that holds rows.
 *
 * @param name without quotes
 * @param versioned whether the server keeps its history, too
 */
record MysqlTable(String name, boolean versioned) {
    /** Those of a database but for the engine's own. */
    static List<MysqlTable> in(Connection connection, String database) throws SQLException {
        return Rows.of(
                        connection,
                        "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = ?"
                                + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')",
                        row -> new MysqlTable(row.getString(1), row.getString(2).equals("SYSTEM VERSIONED")),
                        database)
                .stream()
                .filter(table -> !OwnTables.has(table.name()))
                .toList();
    }

    /** As SQL has it. */
    String quoted() {
        return Backticks.quote(name);
    }
}
