package io.github.databasemigration.engine.platform.mysql;

import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Takes what {@code SHOW CREATE TABLE} says apart into the table itself, its indexes and its constraints. The server
 * writes one of them a line and escapes line breaks in texts, so lines are all there is to read.
 */
final class TableText {
    private static final Pattern INDEX = Pattern.compile("(PRIMARY|(UNIQUE |FULLTEXT |SPATIAL |VECTOR )?KEY) .*");
    /** Counts on with every row, so it is no part of the definition. */
    private static final Pattern COUNTER = Pattern.compile(" AUTO_INCREMENT=\\d+");

    private TableText() {}

    /** Adds the parts by {@code kind name}. */
    static void addTo(SortedMap<String, String> schema, String table, String text) {
        StringJoiner kept = new StringJoiner("\n");
        boolean inside = true;
        for (String line : text.split("\n")) {
            inside &= !line.startsWith(")");
            String part = line.strip().replaceFirst(",$", "");
            if (inside && INDEX.matcher(part).matches()) {
                String name = part.startsWith("PRIMARY") ? "PRIMARY" : Backticks.first(part);
                schema.put("index " + table + "." + name, part);
            } else if (inside && part.startsWith("CONSTRAINT ")) {
                schema.put("constraint " + table + "." + Backticks.first(part), part);
            } else if (inside) {
                kept.add(part);
            } else {
                kept.add(COUNTER.matcher(line).replaceFirst(""));
            }
        }
        schema.put("table " + table, kept.toString());
    }
}
