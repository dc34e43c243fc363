package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that a database holds: its schema, and a checksum over the rows of every table and the state of sequences. */
record Contents(SortedMap<String, String> schema, SortedMap<String, String> checksums) {
    static Contents of(Database database) {
        SortedMap<String, String> checksums = new TreeMap<>();
        try (Connection session = database.connectReadOnly()) {
            for (String table : database.rowCounts().keySet()) {
                checksums.put(
                        table,
                        Rows.text(
                                session,
                                "SELECT md5(coalesce(string_agg(CAST(to_jsonb(t) AS text), E'\\n' ORDER BY CAST(to_jsonb(t) AS text)), ''))"
                                        + " FROM ONLY " + table + " t"));
            }
            Rows.of(
                    session,
                    "SELECT concat(schemaname, '.', sequencename), coalesce(CAST(last_value AS text), 'unused')"
                            + " FROM pg_sequences",
                    row -> checksums.put("sequence " + row.getString(1), row.getString(2)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Contents(database.schema(Set.of()), checksums);
    }

    /** What is different, one line each, so that a failing test can be read. */
    List<String> differences(Contents other) {
        List<String> differences = new ArrayList<>();
        add(differences, schema, other.schema);
        add(differences, checksums, other.checksums);
        return differences;
    }

    private static void add(List<String> differences, Map<String, String> here, Map<String, String> there) {
        Set<String> keys = new TreeSet<>(here.keySet());
        keys.addAll(there.keySet());
        keys.stream()
                .filter(key -> !Objects.equals(here.get(key), there.get(key)))
                .forEach(key -> differences.add(key + ": " + here.get(key) + " | " + there.get(key)));
    }
}
