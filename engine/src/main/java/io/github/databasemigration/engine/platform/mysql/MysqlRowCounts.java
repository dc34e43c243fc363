package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the rows of every table in one snapshot. InnoDB keeps to it; tables of engines without transactions are counted
 * as they are at that moment. Of a system-versioned table its history counts too, for it is dumped too.
 */
final class MysqlRowCounts {
    private MysqlRowCounts() {}

    /** By table name: a copy under another database's name compares equal. */
    static SortedMap<String, Long> of(Connection connection, String database) throws SQLException {
        List<MysqlTable> tables = MysqlTable.in(connection, database);
        Rows.run(
                connection,
                List.of(
                        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                        "START TRANSACTION WITH CONSISTENT SNAPSHOT"));
        SortedMap<String, Long> counts = new TreeMap<>();
        for (MysqlTable table : tables) {
            String history = table.versioned() ? " FOR SYSTEM_TIME ALL" : "";
            String count = Rows.text(connection, "SELECT COUNT(*) FROM " + table.quoted() + history);
            counts.put(table.name(), Long.valueOf(count));
        }
        Rows.run(connection, List.of("COMMIT"));
        return counts;
    }
}
