package io.github.databasemigration.engine.platform;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** The tables that the engine keeps in a database for itself: nobody's schema and nobody's data. */
public final class OwnTables {
    /** The schema as the last run left it. */
    public static final String RECORDED_SCHEMA = "database_migration_schema";

    /**
     * What holds the side copies: a schema of this name on PostgreSQL; elsewhere the names of its tables begin so. The table
     * that says what they are is called {@link #MANIFEST} there.
     */
    public static final String KEPT = "database_migration_kept";

    /** What side copies there are. */
    public static final String MANIFEST = "manifest";

    /** All that stand in a schema of the application's, without it. */
    public static final Set<String> NAMES = Set.of(ProgressMarker.TABLE, RECORDED_SCHEMA);

    private OwnTables() {}

    /** Whether a table is one of them, whatever the case of its name. */
    public static boolean has(String table) {
        return contains(NAMES, table) || table.toLowerCase(Locale.ROOT).startsWith(KEPT + "_");
    }

    /** Whether one of the names is the table's, whatever the case. */
    public static boolean contains(Collection<String> names, String table) {
        return names.stream().anyMatch(table::equalsIgnoreCase);
    }
}
