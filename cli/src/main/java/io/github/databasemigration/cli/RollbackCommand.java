package io.github.databasemigration.cli;

import io.github.databasemigration.engine.backup.Unpacking;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.run.Conditions;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Migrate;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.Origin;
import io.github.databasemigration.engine.run.PlanFiles;
import io.github.databasemigration.engine.run.PlanOnly;
import io.github.databasemigration.engine.run.RestoreBackup;
import io.github.databasemigration.engine.run.WaysBack;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollback}: goes back, to a backup or down to a version. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Goes back: to the newest backup, or down to a version.",
            "",
            "A backup brings back schema and data as they were; a version runs Alembic's",
            "downgrades or Flyway's undo scripts and keeps the data they keep. Asks for the",
            "database's name at a terminal; needs --yes elsewhere.",
            ""
        })
final class RollbackCommand extends Work {
    @ArgGroup
    Goal goal = new Goal();

    /** Where to. */
    static final class Goal {
        @Option(names = "--to-backup", paramLabel = "ID", description = "The backup. Default: the newest.")
        Optional<String> backup = Optional.empty();

        @Option(
                names = {"--to-version", "--to-revision"},
                paramLabel = "VERSION",
                description = "The version or revision, or base for the state before the first.")
        Optional<String> revision = Optional.empty();

        @Option(
                names = "--to-packed",
                paramLabel = "FOLDER",
                description = "A packed backup, which is unpacked for this alone.")
        Optional<Path> packed = Optional.empty();
    }

    @Mixin
    PackOptions pack = new PackOptions();

    @Option(
            names = "--approved",
            paramLabel = "DIGEST",
            description = "With --to-version: run exactly the plan with this digest (plan --down-to).")
    Optional<String> approved = Optional.empty();

    @Option(
            names = "--plan",
            description = "Only show the ways back that are open, what each loses, and which to go. Changes nothing.")
    boolean plan;

    @Option(
            names = "--expect-version",
            paramLabel = "VERSION",
            description = "Only where the database is at this version.")
    Optional<String> expected = Optional.empty();

    @Option(
            names = "--max-lost-rows",
            paramLabel = "ROWS",
            description = "To a backup, only where no more rows than these are there that it does not have.")
    Optional<Long> maxLostRows = Optional.empty();

    @Option(names = "--yes", description = "Do not ask for the name of the database.")
    boolean yes;

    RollbackCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    List<Secret> secrets() {
        return pack.key.take();
    }

    @Override
    int work(Order order) {
        if (plan) {
            refuseBackup();
            return WayLines.print(console(), WaysBack.look(order, goal.revision));
        }
        if (goal.revision.isEmpty()) {
            return finish(
                    order,
                    RestoreBackup.run(
                            order,
                            "rollback",
                            origin(),
                            false,
                            new Conditions(expected, maxLostRows),
                            database -> Confirmation.require(console(), database, yes),
                            view()));
        }
        if (maxLostRows.isPresent()) {
            throw new Fault(
                    FaultCode.USAGE,
                    "Which rows scripts lose is not known before they run.",
                    "Leave --max-lost-rows out, or go back to a backup.");
        }
        Direction down = Direction.down(goal.revision.get(), expected);
        String database = PlanOnly.plan(order, down, false).target().database();
        Confirmation.require(console(), database, yes);
        Migrate.Options options = new Migrate.Options(
                PlanFiles.approval(order, approved, Optional.empty()), down, false, pack.packing(), List.of());
        return finish(order, Migrate.run(order, options, view()));
    }

    private void refuseBackup() {
        if (goal.backup.isPresent() || goal.packed.isPresent()) {
            throw new Fault(
                    FaultCode.USAGE,
                    "--plan finds the backups itself.",
                    "Leave --to-backup and --to-packed out, or name a version with --to-version.");
        }
    }

    private Origin origin() {
        return goal.packed
                .map(folder -> Origin.packed(new Unpacking(folder.toAbsolutePath(), pack.key.toOpen())))
                .orElseGet(() -> Origin.stored(goal.backup));
    }
}
