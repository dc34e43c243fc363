package io.github.databasemigration.cli;

import io.github.databasemigration.engine.run.Conditions;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.Origin;
import io.github.databasemigration.engine.run.RestoreBackup;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: puts the database back to a named backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the database back to a named backup.",
            "",
            "Verifies the backup first. What is there now is kept, and the report says where.",
            ""
        })
final class RestoreCommand extends Work {
    @Parameters(paramLabel = "BACKUP", description = "The backup's id.")
    String backup;

    @Option(names = "--yes", description = "Do not ask for the name of the database.")
    boolean yes;

    @Option(
            names = "--of-another-database",
            description = "Allow a backup that was taken of another database (production into staging).")
    boolean another;

    RestoreCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        return finish(
                order,
                RestoreBackup.run(
                        order,
                        "restore",
                        Origin.stored(Optional.of(backup)),
                        another,
                        Conditions.NONE,
                        database -> Confirmation.require(console(), database, yes),
                        view()));
    }
}
