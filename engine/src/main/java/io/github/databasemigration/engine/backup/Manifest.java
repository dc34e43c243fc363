package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Dumps;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backup holds and where it came from: all that is needed to prove and to restore it. {@code
 * docs/backup-format.md} describes it for people.
 *
 * @param format version of this structure
 * @param id the backup's name, and its folder's
 * @param created when it was begun
 * @param environment the environment it was taken in
 * @param engineVersion the version of this program
 * @param run the run that took it; empty outside a run
 * @param target the database
 * @param dump format, tool and version, files and row counts
 * @param bytes of all files together
 * @param schemaFingerprint SHA-256 over the schema without the tool's own tables: the hash of {@code schema.json}
 * @param history where the migration tool stood
 */
public record Manifest(
        int format,
        String id,
        Instant created,
        String environment,
        String engineVersion,
        Optional<String> run,
        Target target,
        Dumps.Dump dump,
        long bytes,
        String schemaFingerprint,
        History history) {

    /** The version of this structure. */
    public static final int FORMAT = 1;

    /**
     * Where the migration tool stood.
     *
     * @param tool {@code flyway} or {@code alembic}
     * @param toolVersion the tool's version
     * @param version where the database was; empty before the first migration
     * @param ownTables the tool's own tables, whether they exist or not
     * @param contents SHA-256 over the rows of those that exist, by name as the server spells it
     */
    public record History(
            String tool,
            String toolVersion,
            Optional<String> version,
            List<String> ownTables,
            SortedMap<String, String> contents) {
        public History {
            ownTables = List.copyOf(ownTables);
            contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
        }
    }

    /**
     * Fault {@code WRONG_DATABASE} if this is not a backup of that database. The server's version and the user may
     * differ: an upgraded server is still the same database.
     *
     * @param othersAllowed whether a backup of another database of the same platform is accepted
     */
    public void checkBelongsTo(Target other, boolean othersAllowed) {
        boolean samePlatform = target.platform().equals(other.platform());
        boolean same =
                target.server().equals(other.server()) && target.database().equals(other.database());
        if (!samePlatform || !(same || othersAllowed)) {
            throw new Fault(
                    FaultCode.WRONG_DATABASE,
                    "Backup " + id + " is of " + target + ", not of " + other + ".",
                    samePlatform
                            ? "Name a backup of this database, or allow a backup of another one explicitly."
                            : "Name a backup of this database.");
        }
    }
}
