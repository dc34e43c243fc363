package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.run.GenerateUndo;
import io.github.databasemigration.engine.run.GenerateUndo.Generated;
import io.github.databasemigration.engine.run.Order;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code undo}: undo scripts for what is pending. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description = {
            "Writes undo scripts beside Flyway's pending migrations.",
            "",
            "Only where the statements themselves say what takes them back; what they do not",
            "say is listed, and no script is written that would take back a part. Never",
            "touches a script that is there, nor the database.",
            ""
        },
        footer = {"", "Ends with 39 where a migration needs a script by hand."})
final class UndoCommand extends Work {
    @Option(names = "--generate", required = true, description = "Write them.")
    boolean generate;

    UndoCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        List<Generated> generated = GenerateUndo.run(order);
        if (console().json()) {
            console().document(generated);
        } else if (generated.isEmpty()) {
            console().out("Nothing to write: every pending migration has its undo script.");
        } else {
            generated.forEach(this::print);
        }
        boolean complete = generated.stream().allMatch(each -> each.draft().complete());
        return complete ? 0 : FaultCode.UNSUPPORTED.exitStatus();
    }

    private void print(Generated generated) {
        console()
                .out(generated
                        .file()
                        .map(file -> "written: " + file)
                        .orElse("not written: nothing takes all of "
                                + generated.draft().script() + " back"));
        generated.draft().statements().forEach(sql -> console().out("  " + sql + ";"));
        generated.draft().irreversible().forEach(each -> console()
                .out("  ! " + each.why() + ": " + each.sql().strip().replaceAll("\\s+", " ")));
    }
}
