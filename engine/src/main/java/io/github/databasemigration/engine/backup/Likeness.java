package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.SchemaDifference;
import io.github.databasemigration.engine.platform.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * How like a restored database is to what its backup's manifest says: schema, content of the migration tool's tables,
 * row counts.
 */
final class Likeness {
    private final List<String> comparisons = new ArrayList<>();
    private final List<Finding> differences = new ArrayList<>();
    private final List<Finding> grown = new ArrayList<>();

    private Likeness() {}

    static Likeness of(Database database, Backup backup, Manifest manifest) {
        Likeness likeness = new Likeness();
        likeness.compareSchema(database, backup, manifest);
        likeness.compareHistory(database, manifest);
        likeness.compareRows(database, manifest.dump().rowCounts());
        return likeness;
    }

    /** What was compared, one line each. */
    List<String> comparisons() {
        return comparisons;
    }

    /** What differs, more rows than in the manifest excepted. */
    List<Finding> differences() {
        return differences;
    }

    /** Tables with more rows than in the manifest: wrong in a scratch copy, ordinary in a database that is used. */
    List<Finding> grown() {
        return grown;
    }

    private void compareSchema(Database database, Backup backup, Manifest manifest) {
        SortedMap<String, String> is =
                database.schema(Set.copyOf(manifest.history().ownTables()));
        if (Json.sha256(is).equals(manifest.schemaFingerprint())) {
            comparisons.add("schema: " + is.size() + " objects, the fingerprint is equal");
            return;
        }
        List<SchemaDifference> found = SchemaDifference.between(SchemaFile.read(backup), is);
        found.forEach(difference -> differences.add(new Finding(
                difference.object(),
                switch (difference.change()) {
                    case "removed" -> "is missing";
                    case "added" -> "was not in the database when the backup was taken";
                    default -> "has another definition";
                })));
        if (found.isEmpty()) {
            differences.add(new Finding("The schema", "has another fingerprint"));
        }
    }

    private void compareHistory(Database database, Manifest manifest) {
        SortedMap<String, String> expected = manifest.history().contents();
        SortedMap<String, String> is =
                new HistoryTables(database).contents(manifest.history().ownTables());
        int before = differences.size();
        each(
                expected,
                is,
                (name, was, now) -> differences.add(new Finding(
                        "table " + name,
                        now == null
                                ? "is missing"
                                : was == null ? "did not exist when the backup was taken" : "has other rows")));
        if (differences.size() == before) {
            comparisons.add(
                    expected.isEmpty()
                            ? "version: no migration had run, and none has"
                            : "version: the rows of " + String.join(", ", expected.keySet()) + " are equal");
        }
    }

    private void compareRows(Database database, SortedMap<String, Long> expected) {
        if (expected.isEmpty()) {
            comparisons.add("row counts: not compared, the backup has none of the moment it was taken");
            return;
        }
        int before = differences.size() + grown.size();
        each(expected, database.rowCounts(), (name, was, now) -> {
            Finding finding = new Finding(
                    "table " + name,
                    now == null
                            ? "is missing"
                            : "has " + now + " rows, the manifest says " + (was == null ? "nothing of it" : was));
            (now != null && was != null && now > was ? grown : differences).add(finding);
        });
        if (differences.size() + grown.size() == before) {
            long rows = expected.values().stream().mapToLong(Long::longValue).sum();
            comparisons.add("row counts: " + rows + " rows in " + expected.size() + " tables are equal");
        }
    }

    /** What to do with a name whose two values differ. */
    private interface Differing<V> {
        void found(String name, V was, V now);
    }

    private static <V> void each(SortedMap<String, V> expected, SortedMap<String, V> is, Differing<V> differing) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(is.keySet());
        for (String name : names) {
            V was = expected.get(name);
            V now = is.get(name);
            if (was == null || !was.equals(now)) {
                differing.found(name, was, now);
            }
        }
    }
}
