package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fault.Named;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.ValidateOutput;

/** What Flyway's validation found wrong between history and files, in our words. */
final class HistoryFaults {
    private static final Set<CoreErrorCode> CHANGED = EnumSet.of(
            CoreErrorCode.CHECKSUM_MISMATCH, CoreErrorCode.DESCRIPTION_MISMATCH, CoreErrorCode.TYPE_MISMATCH);
    private static final Set<CoreErrorCode> MISSING = EnumSet.of(
            CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED,
            CoreErrorCode.APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED);
    private static final Set<CoreErrorCode> SKIPPED = EnumSet.of(
            CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED,
            CoreErrorCode.RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED);
    /** A failed entry is a state to recover from, no contradiction. */
    private static final Set<CoreErrorCode> FAILED =
            EnumSet.of(CoreErrorCode.FAILED_VERSIONED_MIGRATION, CoreErrorCode.FAILED_REPEATABLE_MIGRATION);

    private static final int NAMED = 5;

    private final MigrationInfo[] migrations;
    private final String locations;

    HistoryFaults(MigrationInfo[] migrations, List<String> locations) {
        this.migrations = migrations;
        this.locations = String.join(", ", locations);
    }

    /** The gravest of what was found, with every migration that has it; empty if history and files agree. */
    Optional<Fault> of(List<ValidateOutput> found) {
        return changed(among(found, CHANGED))
                .or(() -> missing(among(found, MISSING)))
                .or(() -> skipped(among(found, SKIPPED)))
                .or(() -> other(found));
    }

    private Optional<Fault> changed(List<ValidateOutput> found) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(
                        FaultCode.APPLIED_MIGRATION_CHANGED,
                        "Applied migrations were changed afterwards: " + names(found) + " has other "
                                + what(found.get(0).errorDetails.errorCode) + " than the one that was applied.",
                        "Take the change back, and write it as a new migration."));
    }

    private static String what(ErrorCode code) {
        if (code == CoreErrorCode.CHECKSUM_MISMATCH) {
            return "content";
        }
        return code == CoreErrorCode.TYPE_MISMATCH ? "kind of script" : "description";
    }

    private Optional<Fault> missing(List<ValidateOutput> found) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(
                        FaultCode.APPLIED_MIGRATION_MISSING,
                        "Applied migrations are not in " + locations + " any more: " + names(found) + ".",
                        "Put them back from version control, or check that this is the branch to be deployed."));
    }

    private Optional<Fault> skipped(List<ValidateOutput> found) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(
                        FaultCode.OUT_OF_ORDER,
                        "Pending migrations are older than the newest applied one: " + names(found) + ".",
                        "Give them newer versions, or set flyway.outOfOrder: true."));
    }

    private Optional<Fault> other(List<ValidateOutput> found) {
        return found.stream()
                .filter(each -> !has(each, FAILED))
                .findFirst()
                .map(each -> new Fault(
                        FaultCode.HISTORY_INVALID,
                        names(List.of(each)) + ": " + Lines.one(each.errorDetails.errorMessage) + ".",
                        "Compare the history table with the migrations."));
    }

    private static List<ValidateOutput> among(List<ValidateOutput> found, Set<CoreErrorCode> codes) {
        return found.stream().filter(each -> has(each, codes)).toList();
    }

    private static boolean has(ValidateOutput found, Set<CoreErrorCode> codes) {
        return found.errorDetails.errorCode instanceof CoreErrorCode code && codes.contains(code);
    }

    private String names(List<ValidateOutput> found) {
        return Named.some(found.stream().map(this::script).toList(), NAMED);
    }

    /** As the history names it, which also knows files that are gone. */
    private String script(ValidateOutput found) {
        return Arrays.stream(migrations)
                .filter(migration -> version(migration).equals(found.version)
                        && migration.getDescription().equals(found.description))
                .map(MigrationInfo::getScript)
                .findFirst()
                .orElse(found.version + " " + found.description);
    }

    private static String version(MigrationInfo migration) {
        return migration.getVersion() == null ? "" : migration.getVersion().getVersion();
    }
}
