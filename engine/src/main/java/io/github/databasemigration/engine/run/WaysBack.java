package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Manifest;
import io.github.databasemigration.engine.backup.Verified;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.tool.MigrationTool;
import io.github.databasemigration.engine.tool.ToolState;
import io.github.databasemigration.engine.undo.SideCopyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways back that a database has now, and what each would lose. Finding out changes nothing, but counts the rows of
 * every table.
 *
 * <p>Which one is recommended: the backup where nothing was written since, for it is proven and loses nothing; else the
 * scripts, for they keep what was written; else the backup.
 *
 * @param environment the environment's name
 * @param target the database
 * @param version where it is; empty before the first migration
 * @param ways by scripts first, then to the newest backup of that version
 * @param kept what was copied aside before migrations destroyed it, oldest first: generated undo scripts put it back, and what
 *     was written since stays
 * @param recommended the one to go; empty where none is open
 * @param because why that one
 */
public record WaysBack(
        String environment,
        Target target,
        Optional<String> version,
        List<WayBack> ways,
        List<SideCopyStore.Entry> kept,
        Optional<WayBack.Kind> recommended,
        String because) {
    private static final String BASE = "base";

    /**
     * Looks.
     *
     * @param goal the version to go back to; empty: where the database was when the newest backup was taken
     */
    public static WaysBack look(Order order, Optional<String> goal) {
        try (Workbench bench = Workbench.open(order)) {
            ToolState state = bench.tool().inspect();
            Optional<Backup> backup = goal.isEmpty() ? newest(order) : newest(order, goal.get());
            String version = goal.or(() -> backup.flatMap(WaysBack::version))
                    .or(() -> before(state))
                    .orElse(BASE);
            List<WayBack> ways = new ArrayList<>();
            if (!state.current().equals(Optional.of(version))) {
                ways.add(scripts(order, bench.tool(), version));
            }
            backup.ifPresent(found -> ways.add(backup(order, bench, found)));
            return judged(order, bench, state, ways);
        }
    }

    private static Optional<Backup> newest(Order order) {
        return Safeguard.backups(order).latest();
    }

    private static Optional<Backup> newest(Order order, String goal) {
        Optional<String> wanted = Optional.of(goal).filter(version -> !version.equals(BASE));
        return Safeguard.backups(order).all().stream()
                .filter(backup -> version(backup).equals(wanted))
                .findFirst();
    }

    private static Optional<String> version(Backup backup) {
        return backup.manifest().history().version();
    }

    /** The version below the newest. */
    private static Optional<String> before(ToolState state) {
        List<String> versions = state.applied().stream()
                .flatMap(entry -> entry.version().stream())
                .toList();
        return versions.size() < 2 ? Optional.empty() : Optional.of(versions.get(versions.size() - 2));
    }

    private static WayBack scripts(Order order, MigrationTool tool, String version) {
        String command = NextCommand.down(order, version);
        Optional<String> goal = Optional.of(version).filter(name -> !name.equals(BASE));
        try {
            List<PlannedMigration> down = tool.planDown(version);
            return new WayBack(
                    WayBack.Kind.SCRIPTS,
                    goal,
                    down.stream().map(PlannedMigration::script).toList(),
                    Optional.empty(),
                    down.stream()
                            .flatMap(each -> each.irreversible().stream().map(reason -> each.script() + " " + reason))
                            .toList(),
                    RehearsalFiles.wayDown(order, down),
                    command);
        } catch (Fault fault) {
            return new WayBack(
                    WayBack.Kind.SCRIPTS,
                    goal,
                    List.of(),
                    Optional.of(fault.getMessage()),
                    List.of(),
                    Optional.empty(),
                    command);
        }
    }

    private static WayBack backup(Order order, Workbench bench, Backup backup) {
        Manifest manifest = backup.manifest();
        Optional<String> closed = Optional.empty();
        List<String> loses = List.of();
        try {
            manifest.checkBelongsTo(bench.database().target(), false);
            loses = words(RowsSince.backup(manifest, bench));
        } catch (Fault fault) {
            closed = Optional.of(fault.getMessage());
        }
        return new WayBack(
                WayBack.Kind.BACKUP,
                manifest.history().version(),
                List.of(backup.id()),
                closed,
                loses,
                backup.verifications().stream()
                        .filter(verified -> verified.good() && verified.level() == Verification.RESTORE)
                        .reduce((older, newer) -> newer)
                        .map(Verified::took),
                NextCommand.rollback(order, backup.id()));
    }

    private static List<String> words(RowsSince since) {
        List<String> words = new ArrayList<>();
        since.more()
                .forEach((table, more) -> words.add(table + ": " + Math.abs(more) + " rows "
                        + (more > 0 ? "more" : "fewer") + " than in the backup"));
        return words;
    }

    private static WaysBack judged(Order order, Workbench bench, ToolState state, List<WayBack> ways) {
        Optional<WayBack> scripts = open(ways, WayBack.Kind.SCRIPTS);
        Optional<WayBack> backup = open(ways, WayBack.Kind.BACKUP);
        boolean written = backup.filter(way -> !way.loses().isEmpty()).isPresent();
        Optional<WayBack> best = backup.isPresent() && !written ? backup : scripts.or(() -> backup);
        String because;
        if (best.isEmpty()) {
            because = "no way is open";
        } else if (best.equals(scripts)) {
            because = written ? "it keeps what was written since the backup" : "it is the only one";
        } else {
            because = written ? "it is the only one" : "no table has more or fewer rows than the backup";
        }
        return new WaysBack(
                order.environment().name(),
                bench.database().target(),
                state.current(),
                List.copyOf(ways),
                new SideCopyStore(bench.database()).all(),
                best.map(WayBack::kind),
                because);
    }

    private static Optional<WayBack> open(List<WayBack> ways, WayBack.Kind kind) {
        return ways.stream().filter(way -> way.kind() == kind && way.open()).findFirst();
    }
}
