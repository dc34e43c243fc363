package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.TestDatabase;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What migrations left in a database: a table step_N and a row N in a table without a key.
 *
 * @param applied the rows, in order; one that was written twice stands here twice
 * @param tables the N of the tables
 */
record Effects(List<Integer> applied, List<Integer> tables) {
    static Effects in(TestDatabase database) {
        boolean postgresql = database.jdbcUrl().startsWith("jdbc:postgresql:");
        return new Effects(
                numbers(
                        database,
                        (postgresql ? "string_agg(version::text, ',')" : "GROUP_CONCAT(version)") + " FROM applied"),
                numbers(
                        database,
                        (postgresql ? "string_agg(table_name, ',')" : "GROUP_CONCAT(table_name)")
                                + " FROM information_schema.tables WHERE table_name LIKE 'step%' AND table_schema = "
                                + (postgresql ? "'public'" : "DATABASE()")));
    }

    /** How many of its two effects a migration has. */
    int of(int version) {
        return Collections.frequency(applied, version) + Collections.frequency(tables, version);
    }

    private static List<Integer> numbers(TestDatabase database, String selected) {
        String all = database.query("SELECT " + selected);
        return all == null
                ? List.of()
                : Arrays.stream(all.replace("step_", "").split(","))
                        .map(Integer::valueOf)
                        .sorted()
                        .toList();
    }
}
