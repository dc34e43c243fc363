package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to be in a dump: every table, and rows if there are any. The dump program reads a moment of its own, so nobody
 * else can count the rows of that moment. A single table may just have been empty then; that all were, when one had rows
 * before and one has rows after, is what options in a forgotten file do.
 *
 * @param names of all tables but our own
 * @param rows whether any of them has a row
 */
record ExpectedTables(Set<String> names, boolean rows) {
    static ExpectedTables of(Connection connection, String database) throws SQLException {
        List<MysqlTable> tables = MysqlTable.in(connection, database);
        boolean rows = false;
        for (int i = 0; i < tables.size() && !rows; i++) {
            rows = Rows.text(
                            connection,
                            "SELECT EXISTS (SELECT 1 FROM " + tables.get(i).quoted() + ")")
                    .equals("1");
        }
        return new ExpectedTables(tables.stream().map(MysqlTable::name).collect(Collectors.toSet()), rows);
    }

    /**
     * Fault {@code BACKUP_FAILED} where a dump lacks what was there all the time.
     *
     * @param dumped the rows of each table in it
     * @param after what was there when the dump was done
     */
    void check(String program, Map<String, Long> dumped, ExpectedTables after) {
        for (String name : names) {
            if (after.names.contains(name) && !dumped.containsKey(name)) {
                throw incomplete(program + " left out table " + name);
            }
        }
        if (rows && after.rows && dumped.values().stream().allMatch(count -> count == 0)) {
            throw incomplete(program + " left out all rows");
        }
    }

    private static Fault incomplete(String what) {
        return new Fault(
                FaultCode.BACKUP_FAILED,
                what + ", and ended as if all was well.",
                "Look into its option files (my.cnf) for options that leave something out, and take the backup again.");
    }
}
