package io.github.databasemigration.engine.tool;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A migration tool bound to one project and one database: Flyway's or Liquibase's Java API, or the
 * project's own Alembic.
 *
 * <p>The engine decides when and whether; the tool resolves, executes and keeps its history. Every method may throw a
 * {@link io.github.databasemigration.engine.fault.Fault} with a redacted text.
 */
public interface MigrationTool extends AutoCloseable {
    /** {@code flyway}, {@code alembic} or {@code liquibase}. */
    String name();

    /** The tool's version. */
    String version();

    /** The tables the tool keeps for itself, without schema: left out of fingerprints. */
    List<String> ownTables();

    /** The schema of the tool's history; empty where it is the connection's own. */
    Optional<String> historySchema();

    /**
     * Reads files and history and says what is pending. Changes nothing, not even a missing history table.
     *
     * <p>Faults: {@code LOCATION_MISSING}, {@code LOCATION_EMPTY}, {@code VERSION_DUPLICATE},
     * {@code APPLIED_MIGRATION_CHANGED}, {@code APPLIED_MIGRATION_MISSING}, {@code BASELINE_REQUIRED},
     * {@code SEVERAL_HEADS}, {@code TOOL_MISSING}, {@code TOOL_FAILED}, {@code SCRIPT_UNREADABLE},
     * {@code OUT_OF_ORDER}, {@code TARGET_UNKNOWN}, {@code HISTORY_INVALID}, {@code WRONG_DATABASE}.
     */
    ToolState inspect();

    /**
     * The files behind what the last {@link #inspect} or {@link #planDown} found pending, by script, as they were read
     * then. A migration without a file, or whose file has other content by now, is not among them.
     */
    Map<String, ScriptSource> sources(List<PlannedMigration> planned);

    /**
     * Applies the pending migrations up to the configured target, exactly those given, in order, and refuses before the
     * first if its own idea of what is pending differs ({@code PLAN_CHANGED}).
     *
     * <p>On failure throws {@link MigrationFailure}; the caller looks into the database for what stayed.
     *
     * @param planned the plan's migrations
     * @param transaction whether each migration is a transaction or all together are one
     */
    void migrate(List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener);

    /** The tool's own validation after a run: history against files. Fault: {@code VERIFICATION_FAILED}. */
    void validate();

    /** Takes a failed entry out of the history, so that the migration can run again. Says what it did, one line each. */
    List<String> repair();

    /**
     * What going down to a revision or version would run; {@code base} is before the first.
     *
     * <p>Faults: {@code UNSUPPORTED} where there is no way down, {@code TARGET_UNKNOWN}.
     */
    List<PlannedMigration> planDown(String revision);

    /** Those of these migrations that nothing in the project takes back, in whichever of its folders that would be. */
    default List<PlannedMigration> oneWay(List<PlannedMigration> planned) {
        return List.of();
    }

    /** Goes down to a revision: exactly the steps given, as for {@link #migrate}. */
    void migrateDown(
            String revision, List<PlannedMigration> planned, TransactionMode transaction, MigrationListener listener);

    @Override
    void close();
}
