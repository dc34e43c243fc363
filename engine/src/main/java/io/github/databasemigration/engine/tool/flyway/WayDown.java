package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The undo scripts that lead back to a version: one for each newer migration, the last applied first. Where one is
 * missing there is no way, for what comes after it builds on what it would leave.
 */
final class WayDown {
    /** The goal before the first version; Alembic has the same word. */
    static final String BASE = "base";

    private final List<MigrationInfo> inForce;
    private final Scripts scripts;

    /** @param inForce what is applied, oldest first */
    WayDown(List<MigrationInfo> inForce, Scripts scripts) {
        this.inForce = inForce;
        this.scripts = scripts;
    }

    /** One migration to take back. */
    record Step(MigrationVersion version, Script undo) {}

    /** Faults: {@code TARGET_UNKNOWN}, {@code UNSUPPORTED} where a script is missing or a baseline is in the way. */
    List<Step> to(String goal) {
        MigrationVersion version = version(goal);
        List<MigrationInfo> newer = new ArrayList<>(inForce.stream()
                .filter(MigrationInfo::isVersioned)
                .filter(migration -> migration.getVersion().compareTo(version) > 0)
                .toList());
        Collections.reverse(newer);
        List<String> missing = newer.stream()
                .filter(migration ->
                        migration.getType().isBaseline() || undo(migration).isEmpty())
                .map(WayDown::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "There is no way down to " + goal + ": nothing undoes " + String.join(", ", missing) + ".",
                    "Write " + wanted(newer) + ", or go back to a backup: migrate-database rollback.");
        }
        return newer.stream()
                .map(migration ->
                        new Step(migration.getVersion(), undo(migration).orElseThrow()))
                .toList();
    }

    private MigrationVersion version(String goal) {
        if (goal.equals(BASE)) {
            return MigrationVersion.EMPTY;
        }
        try {
            MigrationVersion version = MigrationVersion.fromVersion(goal);
            if (inForce.stream().anyMatch(migration -> version.equals(migration.getVersion()))) {
                return version;
            }
        } catch (FlywayException e) {
            // Said below in words that name the goal.
        }
        throw new Fault(
                FaultCode.TARGET_UNKNOWN,
                "The database was never at version " + goal + ", or is not any more.",
                "Name a version that is applied, or " + BASE + " for the state before the first.");
    }

    private Optional<Script> undo(MigrationInfo migration) {
        return scripts.undo(migration.getVersion());
    }

    private static String name(MigrationInfo migration) {
        return migration.getType().isBaseline()
                ? "the baseline at version " + migration.getVersion()
                : migration.getScript();
    }

    /** The names of the scripts to write; a baseline has none. */
    private String wanted(List<MigrationInfo> newer) {
        List<String> names = newer.stream()
                .filter(migration ->
                        !migration.getType().isBaseline() && undo(migration).isEmpty())
                .map(migration -> "U" + migration.getVersion() + "__"
                        + migration.getDescription().replace(' ', '_') + ".sql")
                .toList();
        return names.isEmpty() ? "nothing, for a baseline cannot be undone" : String.join(", ", names);
    }
}
