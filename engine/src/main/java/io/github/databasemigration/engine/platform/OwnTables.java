package io.github.databasemigration.engine.platform;

import java.util.Set;

/** The tables that the engine keeps in a database for itself: nobody's schema and nobody's data. */
public final class OwnTables {
    /** The schema as the last run left it. */
    public static final String RECORDED_SCHEMA = "database_migration_schema";

    /** All of them, without schema. */
    public static final Set<String> NAMES = Set.of(ProgressMarker.TABLE, RECORDED_SCHEMA);

    private OwnTables() {}

    /** Whether a table is one of them, whatever the case of its name. */
    public static boolean has(String table) {
        return NAMES.stream().anyMatch(table::equalsIgnoreCase);
    }
}
