package io.github.databasemigration.cli;

import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Approval;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PlanFiles;
import io.github.databasemigration.engine.run.RehearsalFiles;
import io.github.databasemigration.engine.run.Rehearse;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rehearse}: the plan on a scratch copy. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the plan on a scratch copy of the database.",
            "",
            "Takes a backup, restores it into a scratch database, runs there exactly what",
            "migrate would run, then the verify scripts, and says what each statement did:",
            "time, locks, tables written anew, rows, growth. Changes nothing in the database.",
            ""
        },
        footer = {"", "Ends with 51 where the plan fails on the copy."})
final class RehearseCommand extends Work {
    @Option(
            names = "--backup",
            paramLabel = "ID",
            description = "Make the copy of this backup, or of the newest (latest). Default: a new backup.")
    Optional<String> backup = Optional.empty();

    @Option(names = "--down", description = "Then go down to where the database is, and up again.")
    boolean down;

    @Option(names = "--approved", paramLabel = "DIGEST", description = "Refuse unless this is the plan's digest.")
    Optional<String> approved = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the rehearsal as JSON to this file as well.")
    Optional<Path> out = Optional.empty();

    RehearseCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        Approval plan = PlanFiles.approval(order, approved, Optional.empty());
        Report report = Rehearse.run(order, new Rehearse.Options(backup, down, plan), view());
        report.rehearsal().ifPresent(rehearsal -> {
            out.ifPresent(file -> RehearsalFiles.write(order, rehearsal, file));
            if (!console().json()) {
                RehearsalLines.print(console(), rehearsal);
            }
        });
        return finish(order, report);
    }
}
