package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.run.PruneBackups;
import io.github.databasemigration.engine.run.PruneFleetBackups;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prune-backups}: deletes what the retention gives up. */
@Command(
        name = "prune-backups",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes the backups of an environment that its retention gives up, without taking",
            "one: those beyond backup.keep that are older than backup.keepFor. Of a fleet, those",
            "of every target, also of one that is gone; with --target only of that one.",
            "",
            "The newest, the newest that was found good, those with a file keep, and those in",
            "use always stay. Connects to nothing and needs no password.",
            ""
        })
final class PruneBackupsCommand implements Callable<Integer> {
    private final Console console;
    private final Stop stop;

    @Mixin
    Where where = new Where();

    @Option(names = "--dry-run", description = "Only say what would be deleted.")
    boolean dryRun;

    @Option(
            names = "--safety-copies-after",
            paramLabel = "DAYS",
            description = "Also delete what restores replaced and kept as files, of all environments of this project,"
                    + " when it is older. Default: it stays.")
    Optional<Integer> days = Optional.empty();

    PruneBackupsCommand(Console console, Stop stop) {
        this.console = console;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        console.speakJson(where.json);
        Optional<Duration> age = days.map(PruneBackupsCommand::age);
        return new Ordering(console, stop.cancellation())
                .pruning(
                        where,
                        one -> print(dryRun ? one.due(age) : one.delete(age)),
                        all -> print(dryRun ? all.due(age) : all.delete(age)));
    }

    private static Duration age(int days) {
        if (days < 1) {
            throw new Fault(
                    FaultCode.USAGE,
                    "--safety-copies-after: expected at least 1 day, found " + days + ".",
                    "Delete younger ones by hand, when the database is as it should be.");
        }
        return Duration.ofDays(days);
    }

    private int print(PruneBackups.Pruned pruned) {
        if (console.json()) {
            console.document(pruned);
        } else {
            pruned.backups().forEach(backup -> console.out("backup " + backup + ": " + verb()));
            print(pruned.backups().size(), pruned.safetyCopies());
        }
        return 0;
    }

    private int print(PruneFleetBackups.Pruned pruned) {
        if (console.json()) {
            console.document(pruned);
        } else {
            pruned.stores()
                    .forEach(store -> console.out(store.name() + ": "
                            + store.fault()
                                    .orElseGet(() -> store.backups().size() + " backups " + verb()
                                            + (store.backups().isEmpty()
                                                    ? ""
                                                    : ", " + String.join(", ", store.backups())))));
            print(
                    pruned.stores().stream()
                            .mapToInt(store -> store.backups().size())
                            .sum(),
                    pruned.safetyCopies());
        }
        pruned.require();
        return 0;
    }

    private void print(int backups, List<String> safetyCopies) {
        safetyCopies.forEach(copy -> console.out("safety copy " + copy + ": " + verb()));
        console.out(backups + " backups and " + safetyCopies.size() + " safety copies " + verb());
    }

    private String verb() {
        return dryRun ? "would be deleted" : "deleted";
    }
}
