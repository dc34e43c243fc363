package io.github.databasemigration.engine.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What would run, on which database, in which state: all that decides it, and nothing else, so that its digest can be
 * approved.
 *
 * @param format version of this structure
 * @param environment the environment's name in the configuration
 * @param tool {@code flyway}, {@code alembic} or {@code liquibase}
 * @param toolVersion the tool's version
 * @param target the database
 * @param currentVersion where the database is: a version, or comma-separated revisions; empty before the first
 * @param targetVersion where it would be afterwards; empty only where nothing is there and nothing pending
 * @param schemaFingerprint SHA-256 over the schema, the tool's own tables left out
 * @param settings every other setting that decides what runs (transaction mode, out of order, placeholders as a hash)
 * @param repairs what recovery would do to the history before the first migration; empty in ordinary times
 * @param migrations what would run, in order
 */
public record Plan(
        int format,
        String environment,
        String tool,
        String toolVersion,
        Target target,
        Optional<String> currentVersion,
        Optional<String> targetVersion,
        String schemaFingerprint,
        SortedMap<String, String> settings,
        List<String> repairs,
        List<PlannedMigration> migrations) {

    /** The version of this structure. */
    public static final int FORMAT = 1;

    public Plan {
        settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        repairs = List.copyOf(repairs);
        migrations = List.copyOf(migrations);
    }

    /** True where nothing would run. */
    public boolean empty() {
        return migrations.isEmpty() && repairs.isEmpty();
    }

    /** SHA-256 over the canonical JSON of this plan: what people approve. */
    public String digest() {
        return PlanJson.digest(this);
    }
}
