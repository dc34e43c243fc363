package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The plan of a fleet as the command line wrote it, as far as pages show it; docs/fleets.md.
 *
 * @param of {@code databases} or {@code schemas}
 * @param canary the names of those that go first
 * @param wave how many begin before the next are looked at
 * @param groups what targets have in common that run the same
 * @param targets in the order of the rollout
 */
public record FleetPlan(
        String environment,
        String of,
        List<String> canary,
        int wave,
        Failures maxFailures,
        Map<String, Group> groups,
        List<Target> targets) {

    public FleetPlan {
        canary = Absent.asEmpty(canary);
        groups = groups == null ? Map.of() : groups;
        targets = Absent.asEmpty(targets);
    }

    /** How many may fail before nothing more begins: a number, or a share of all. */
    public record Failures(int number, boolean percent) {
        @Override
        public String toString() {
            return number + (percent ? " %" : "");
        }
    }

    /** What would run on some. */
    public record Group(
            String tool, String toolVersion, Map<String, String> settings, List<Plan.Migration> migrations) {
        public Group {
            settings = settings == null ? Map.of() : settings;
            migrations = Absent.asEmpty(migrations);
        }
    }

    /**
     * One of them.
     *
     * @param group what would run; null where nothing is pending
     * @param refused why it stays out, as the name of a fault; null where it does not
     */
    public record Target(
            String name,
            @CheckForNull Plan.Target database,
            @CheckForNull String currentVersion,
            @CheckForNull String targetVersion,
            @CheckForNull String group,
            @CheckForNull String refused) {}

    /** Those that run the same, and what that is. */
    public record Part(List<String> names, Plan plan) {}

    /** The targets, by what would run. */
    public List<Part> parts() {
        Map<String, List<Target>> members = new LinkedHashMap<>();
        targets.stream().filter(target -> target.group() != null).forEach(target -> members.computeIfAbsent(
                        target.group(), group -> new ArrayList<>())
                .add(target));
        return members.entrySet().stream()
                .map(each -> new Part(names(each.getValue()), plan(groups.get(each.getKey()), each.getValue())))
                .toList();
    }

    /** The names of those on which nothing would run. */
    public List<String> idle() {
        return names(targets.stream()
                .filter(target -> target.group() == null && target.refused() == null)
                .toList());
    }

    /** What all of them are on; empty where none could be asked. */
    public String platform() {
        return targets.stream()
                .filter(target -> target.database() != null)
                .map(target -> target.database().platform())
                .findFirst()
                .orElse("");
    }

    /** Those that stay out. */
    public List<Target> refused() {
        return targets.stream().filter(target -> target.refused() != null).toList();
    }

    private static List<String> names(Collection<Target> some) {
        return some.stream().map(Target::name).toList();
    }

    private Plan plan(Group group, List<Target> members) {
        return new Plan(
                environment,
                group.tool(),
                group.toolVersion(),
                null,
                common(members, Target::currentVersion),
                common(members, Target::targetVersion),
                "",
                group.settings(),
                List.of(),
                group.migrations(),
                null);
    }

    /** The same as one plan: each script once, and versions where all have one and the same. */
    Plan whole() {
        Map<String, Plan.Migration> scripts = new LinkedHashMap<>();
        groups.values().stream()
                .flatMap(group -> group.migrations().stream())
                .forEach(migration -> scripts.putIfAbsent(migration.script(), migration));
        Group any = groups.values().stream().findFirst().orElse(new Group("", "", Map.of(), List.of()));
        return new Plan(
                environment,
                any.tool(),
                any.toolVersion(),
                null,
                common(targets, Target::currentVersion),
                common(targets, Target::targetVersion),
                "",
                Map.of(),
                List.of(),
                List.copyOf(scripts.values()),
                this);
    }

    @CheckForNull
    private static String common(List<Target> some, Function<Target, String> version) {
        List<String> versions = some.stream().map(version).distinct().toList();
        return versions.size() == 1 ? versions.get(0) : null;
    }
}
