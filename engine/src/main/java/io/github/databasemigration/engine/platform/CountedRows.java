package io.github.databasemigration.engine.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** The rows that a dump has beside those that it has to have. */
public final class CountedRows {
    private CountedRows() {}

    /**
     * Fault {@code BACKUP_INVALID} where a table is missing in a dump or has another number of rows.
     *
     * @param dump its file or folder
     * @param expected the rows of each table
     * @param found the same, as they are in the dump; there the tables may be called otherwise
     * @param name what a table is called there
     */
    public static <N> void compare(
            Path dump, SortedMap<String, Long> expected, Map<N, Long> found, Function<String, N> name) {
        expected.forEach((table, rows) -> {
            Long is = found.get(name.apply(table));
            if (!rows.equals(is)) {
                throw DumpFiles.invalid(
                        dump,
                        is == null
                                ? "lacks table " + table
                                : "has " + is + " rows of table " + table + ", and has to have " + rows);
            }
        });
    }
}
