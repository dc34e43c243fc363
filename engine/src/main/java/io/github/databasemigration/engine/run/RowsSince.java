package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Manifest;
import io.github.databasemigration.engine.platform.OwnTables;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how many rows the tables of a database differ from its backup: what putting it back would lose, as far as counting can
 * tell. Rows that were changed, or put in the place of others, nobody has counted. The tool's own tables are left out: the
 * history is longer after each migration.
 *
 * @param more rows by table, negative where there are fewer; without the tables that have as many
 */
record RowsSince(SortedMap<String, Long> more) {
    static RowsSince backup(Manifest backup, Workbench bench) {
        SortedMap<String, Long> before = backup.dump().rowCounts();
        SortedMap<String, Long> more = new TreeMap<>();
        Set<String> own = bench.ownTables();
        bench.database().rowCounts().forEach((table, rows) -> {
            long difference = rows - before.getOrDefault(table, 0L);
            if (difference != 0 && !OwnTables.contains(own, table.substring(table.lastIndexOf('.') + 1))) {
                more.put(table, difference);
            }
        });
        return new RowsSince(more);
    }
}
