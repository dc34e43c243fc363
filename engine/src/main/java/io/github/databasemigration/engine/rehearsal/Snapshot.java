package io.github.databasemigration.engine.rehearsal;

import io.github.databasemigration.engine.plan.SchemaDifference;
import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.TableContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * A database at one moment, as far as two moments of it are compared: schema, rows, and where its counters stand.
 *
 * @param schema object by object
 * @param tables their content
 * @param counters sequences and automatic numbers
 */
public record Snapshot(
        SortedMap<String, String> schema, SortedMap<String, TableContent> tables, SortedMap<String, Counter> counters) {
    private static final int LINE = 160;

    /** Reads everything in the database but the rows of the ignored tables (names without schema). */
    public static Snapshot of(Database database, Set<String> ignoredTables) {
        return new Snapshot(database.schema(ignoredTables), database.contents(ignoredTables), database.counters());
    }

    /** How a later moment differs, one line each, the object's name first; empty where it does not. Counters are left out. */
    public List<String> differences(Snapshot later) {
        return differences(later, (table, columns) -> false);
    }

    /** The same, for two times that the same migrations ran: what holds a moment or a generated id may differ then. */
    public List<String> differencesBut(Snapshot later, List<String> moments) {
        return differences(later, (table, columns) -> {
            boolean excused = tables.get(table).moments().containsAll(columns);
            if (excused) {
                columns.forEach(column -> moments.add(table + "." + column));
            }
            return excused;
        });
    }

    /** @param excused whether columns of a table may have other values */
    private List<String> differences(Snapshot later, BiPredicate<String, Set<String>> excused) {
        List<String> differences = schemaDifferences(later);
        tables.forEach((table, content) -> {
            TableContent now = later.tables.get(table);
            if (now != null && content.rows() != now.rows()) {
                differences.add(table + " has " + now.rows() + " rows, and had " + content.rows());
            } else if (now != null && !content.checksum().equals(now.checksum())) {
                Set<String> columns = changed(content, now);
                if (columns.isEmpty()) {
                    if (content.columns().keySet().equals(now.columns().keySet())) {
                        differences.add(table + " has the same values in other rows");
                    }
                } else if (!excused.test(table, columns)) {
                    differences.add(table + " has other values in " + String.join(", ", columns));
                }
            }
        });
        return differences;
    }

    private List<String> schemaDifferences(Snapshot later) {
        List<String> differences = new ArrayList<>();
        for (SchemaDifference difference : SchemaDifference.between(schema, later.schema)) {
            differences.add(difference.object() + words(difference));
        }
        return differences;
    }

    private static String words(SchemaDifference difference) {
        if (difference.before().isEmpty()) {
            return " is there, and was not";
        } else if (difference.after().isEmpty()) {
            return " is gone";
        }
        List<String> before = difference.linesBefore();
        List<String> after = difference.linesAfter();
        if (before.isEmpty() && after.isEmpty()) {
            return " has its parts in another order";
        }
        return (before.isEmpty() ? "" : " had \"" + line(before) + "\"")
                + (before.isEmpty() || after.isEmpty() ? "" : ", and")
                + (after.isEmpty() ? "" : " has \"" + line(after) + "\"");
    }

    private static String line(List<String> lines) {
        String all = String.join(" / ", lines);
        return all.length() > LINE ? all.substring(0, LINE) + "…" : all;
    }

    /** The columns of both whose values differ. */
    private static Set<String> changed(TableContent before, TableContent now) {
        Set<String> changed = new TreeSet<>();
        before.columns().forEach((column, sum) -> {
            String other = now.columns().get(column);
            if (other != null && !other.equals(sum)) {
                changed.add(column);
            }
        });
        return changed;
    }

    /** The counters that stand somewhere else later, and are still there. */
    public List<Rehearsal.Counted> moved(Snapshot later) {
        List<Rehearsal.Counted> moved = new ArrayList<>();
        counters.forEach((name, counter) -> {
            Counter now = later.counters.get(name);
            if (now != null && !now.value().equals(counter.value())) {
                moved.add(new Rehearsal.Counted(name, counter.value(), now.value()));
            }
        });
        return moved;
    }
}
