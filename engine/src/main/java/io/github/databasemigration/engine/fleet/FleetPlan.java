package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.configuration.FleetPolicy;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.plan.Target;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What would run on each target of a fleet, and in which order: all that decides it, and nothing else, so that one digest
 * over it can be approved.
 *
 * <p>The plan of each target is in it as a whole; what many have in common is there once, as a {@link Group}.
 *
 * @param format version of this structure
 * @param environment the environment's name
 * @param of {@code databases} or {@code schemas}
 * @param canary who goes first
 * @param wave how many begin before the next are looked at
 * @param maxFailures how many may fail before nothing more begins, as it is written
 * @param groups by their ids
 * @param targets in the order of the rollout
 */
public record FleetPlan(
        int format,
        String environment,
        String of,
        List<String> canary,
        int wave,
        FleetPolicy.Failures maxFailures,
        SortedMap<String, Group> groups,
        List<TargetPlan> targets) {

    /** The version of this structure. */
    public static final int FORMAT = 1;

    public FleetPlan {
        canary = List.copyOf(canary);
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        targets = List.copyOf(targets);
    }

    /**
     * What targets have in common that run the same.
     *
     * @param tool {@code flyway}, {@code alembic} or {@code liquibase}
     * @param toolVersion the tool's version
     * @param settings every other setting that decides what runs
     * @param migrations what would run, in order
     */
    public record Group(
            String tool, String toolVersion, SortedMap<String, String> settings, List<PlannedMigration> migrations) {
        private static final int ID = 12;

        public Group {
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
            migrations = List.copyOf(migrations);
        }

        static Group of(Plan plan) {
            return new Group(plan.tool(), plan.toolVersion(), plan.settings(), plan.migrations());
        }

        /** As much of its hash as tells it from the others. */
        String id() {
            return Json.sha256(this).substring(0, ID);
        }
    }

    /**
     * What is planned for one target.
     *
     * @param name the target's name
     * @param database which database it is; empty where it could not be asked
     * @param currentVersion where it is; empty before the first migration
     * @param targetVersion where it would be
     * @param schemaFingerprint of its schema; empty where nothing is pending
     * @param group the group whose migrations would run; empty where nothing is pending
     * @param digest of its own plan; empty where nothing is pending
     * @param refused why it cannot be migrated, as the name of a fault code; empty where it can
     */
    public record TargetPlan(
            String name,
            Optional<Target> database,
            Optional<String> currentVersion,
            Optional<String> targetVersion,
            Optional<String> schemaFingerprint,
            Optional<String> group,
            Optional<String> digest,
            Optional<String> refused) {

        /** Whether something would run. */
        public boolean pending() {
            return digest.isPresent();
        }
    }

    /** SHA-256 over the canonical JSON of this plan: what people approve. */
    public String digest() {
        return Json.sha256(this);
    }

    /** True where nothing would run anywhere. */
    public boolean empty() {
        return targets.stream().noneMatch(TargetPlan::pending);
    }

    /** Every target's name, in the order of the rollout. */
    public List<String> names() {
        return targets.stream().map(TargetPlan::name).toList();
    }

    /** Every migration's script, each once. */
    public List<String> scripts() {
        return groups.values().stream()
                .flatMap(group -> group.migrations().stream())
                .map(PlannedMigration::script)
                .distinct()
                .toList();
    }

    /** Those whose plan is this group, in the order of the rollout. */
    public Stream<TargetPlan> in(String group) {
        return targets.stream().filter(target -> target.group().equals(Optional.of(group)));
    }

    /** The targets by their names. */
    Map<String, TargetPlan> byName() {
        Map<String, TargetPlan> byName = new HashMap<>();
        targets.forEach(target -> byName.put(target.name(), target));
        return byName;
    }

    /** The first target of each group, among those named. */
    List<TargetPlan> firsts(List<String> among) {
        Map<String, TargetPlan> byName = byName();
        Map<String, TargetPlan> firsts = new LinkedHashMap<>();
        among.stream()
                .map(byName::get)
                .filter(TargetPlan::pending)
                .forEach(target -> firsts.putIfAbsent(target.group().orElseThrow(), target));
        return List.copyOf(firsts.values());
    }

    /** The whole plan of one target, as it was made. */
    Plan plan(TargetPlan target) {
        Group group = groups.get(target.group().orElseThrow());
        return new Plan(
                Plan.FORMAT,
                target.name() + "@" + environment,
                group.tool(),
                group.toolVersion(),
                target.database().orElseThrow(),
                target.currentVersion(),
                target.targetVersion(),
                target.schemaFingerprint().orElseThrow(),
                group.settings(),
                List.of(),
                group.migrations());
    }

    /**
     * The published form: {@code {"digest": …, "checks": …, "drift": …, "plan": …}}. Checks and drift are beside the plan,
     * for the digest is not about them.
     *
     * @param checks what the checks say, by the id of the group
     * @param drift what was changed past the migrations, one sentence for each target where something was, by its name
     */
    public record Document(
            String digest, SortedMap<String, GroupChecks> checks, SortedMap<String, String> drift, FleetPlan plan) {}
}
