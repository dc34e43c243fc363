package io.github.databasemigration.cli;

import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.VerifyDatabase;
import picocli.CommandLine.Command;

/** {@code verify}: is the database as it should be? */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Asks whether the database is as it should be.",
            "",
            "The tool validates its history against the files, then the application's",
            "verify/*.sql run. Changes nothing.",
            ""
        })
final class VerifyCommand extends Work {
    VerifyCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        return finish(order, VerifyDatabase.run(order, view()));
    }
}
