package io.github.databasemigration.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Names what changed between the plan that was approved and the one that would run now. */
public final class PlanDifference {
    private PlanDifference() {}

    /** What differs between two plans, one line each; empty where their digests are equal. */
    public static List<String> between(Plan approved, Plan now) {
        List<String> lines = new ArrayList<>();
        if (!approved.environment().equals(now.environment())) {
            lines.add("environment: approved " + approved.environment() + ", now " + now.environment());
        }
        if (!approved.target().equals(now.target())) {
            lines.add("target: approved " + approved.target() + ", now " + now.target());
        }
        compare(lines, "tool", approved.tool() + " " + approved.toolVersion(), now.tool() + " " + now.toolVersion());
        compare(lines, "current version", text(approved.currentVersion()), text(now.currentVersion()));
        compare(lines, "target version", text(approved.targetVersion()), text(now.targetVersion()));
        if (!approved.schemaFingerprint().equals(now.schemaFingerprint())) {
            lines.add("the schema of the database was changed since the approval");
        }
        compare(lines, "repairs", approved.repairs().toString(), now.repairs().toString());
        TreeMap<String, String> keys = new TreeMap<>(approved.settings());
        keys.putAll(now.settings());
        for (String key : keys.keySet()) {
            compare(
                    lines,
                    "setting " + key,
                    approved.settings().getOrDefault(key, "not set"),
                    now.settings().getOrDefault(key, "not set"));
        }
        compareMigrations(lines, approved.migrations(), now.migrations());
        if (lines.isEmpty() && !approved.digest().equals(now.digest())) {
            lines.add("the plan was written by another version of this program");
        }
        return lines;
    }

    private static void compareMigrations(
            List<String> lines, List<PlannedMigration> approved, List<PlannedMigration> now) {
        for (PlannedMigration migration : approved) {
            if (now.stream().noneMatch(other -> other.script().equals(migration.script()))) {
                lines.add(migration.script() + ": approved, and not pending now");
            }
        }
        for (PlannedMigration migration : now) {
            Optional<PlannedMigration> before = approved.stream()
                    .filter(other -> other.script().equals(migration.script()))
                    .findFirst();
            if (before.isEmpty()) {
                lines.add(migration.script() + ": pending now, and not approved");
            } else if (!before.get().sha256().equals(migration.sha256())) {
                lines.add(migration.script() + ": its content changed");
            } else if (!before.get().equals(migration)) {
                lines.add(
                        migration.script() + ": it would run in another way (SQL after placeholders, or transaction)");
            }
        }
        List<String> order = now.stream().map(PlannedMigration::script).toList();
        List<String> approvedOrder =
                approved.stream().map(PlannedMigration::script).toList();
        if (lines.isEmpty() && !order.equals(approvedOrder)) {
            lines.add("order: approved " + approvedOrder + ", now " + order);
        }
    }

    private static void compare(List<String> lines, String what, String approved, String now) {
        if (!approved.equals(now)) {
            lines.add(what + ": approved " + approved + ", now " + now);
        }
    }

    private static String text(Optional<String> version) {
        return version.orElse("none");
    }
}
