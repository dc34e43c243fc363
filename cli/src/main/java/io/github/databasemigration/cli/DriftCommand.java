package io.github.databasemigration.cli;

import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.SchemaDrift;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drift}: what was changed in the database past the migrations. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = {
            "Says what was changed in the database past the migrations.",
            "",
            "Compares the schema, object by object, with the one that the last run recorded",
            "in the database itself. Changes nothing. For a nightly job.",
            ""
        },
        footer = {"", "Ends with 50 unless the schema is known to be as the last run left it."})
final class DriftCommand extends Work {
    @Option(
            names = "--accept",
            description = "Show what differs, and record the schema as it is: from now on it is what should be there.")
    boolean accept;

    DriftCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        Drift drift = accept ? SchemaDrift.accept(order, view()) : SchemaDrift.look(order);
        if (console().json()) {
            console().document(drift);
        } else {
            DriftLines.print(console(), drift);
            if (accept) {
                console().out("The schema is recorded as it is.");
            }
        }
        if (!accept) {
            drift.require();
        }
        return 0;
    }
}
