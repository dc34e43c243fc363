package io.github.databasemigration.engine.platform.mysql;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a user must have on the whole database to dump or restore it.
 *
 * <p>Asked first, for the server does not refuse what a dump misses: to a user without TRIGGER a table has no triggers,
 * and a restore would drop them with it.
 */
final class NeededPrivileges {
    private static final List<String> TO_DUMP = List.of("SELECT", "SHOW VIEW", "TRIGGER", "EVENT");
    private static final List<String> TO_RESTORE = List.of(
            "INSERT",
            "CREATE",
            "DROP",
            "ALTER",
            "INDEX",
            "REFERENCES",
            "LOCK TABLES",
            "CREATE VIEW",
            "CREATE ROUTINE",
            "ALTER ROUTINE");

    private NeededPrivileges() {}

    /** Those that are missing for a dump, which locks the tables or not. */
    static List<String> missingToDump(Grants grants, String database, boolean locking) {
        return missing(
                grants, database, Stream.concat(TO_DUMP.stream(), locking ? Stream.of("LOCK TABLES") : Stream.empty()));
    }

    /** Those that are missing for a restore, besides those for a dump. */
    static List<String> missingToRestore(Grants grants, String database) {
        return missing(grants, database, TO_RESTORE.stream());
    }

    private static List<String> missing(Grants grants, String database, Stream<String> needed) {
        return needed.filter(privilege -> !grants.on(database, privilege)).toList();
    }
}
