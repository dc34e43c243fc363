package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.Fleet;
import io.github.databasemigration.engine.fleet.FleetStatus;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.Status;
import picocli.CommandLine.Command;

/** {@code status}: where the database is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows where the database is.",
            "",
            "Version and history, what is pending, who is migrating it now, and what an",
            "interrupted run left behind. Changes nothing.",
            ""
        })
final class StatusCommand extends Work {
    StatusCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        Status status = Status.read(order);
        if (console().json()) {
            console().document(status);
        } else {
            print(status);
        }
        return 0;
    }

    @Override
    int work(Fleet fleet) {
        FleetStatus status = FleetStatus.read(fleet);
        if (console().json()) {
            console().document(status);
        } else {
            FleetStatusLines.print(console(), status);
        }
        return status.targets().stream()
                .flatMap(target -> target.fault().stream())
                .findFirst()
                .map(code -> FaultCode.valueOf(code).exitStatus())
                .orElse(0);
    }

    private void print(Status status) {
        console().out(status.environment() + ": " + status.target());
        console().out("version: " + status.currentVersion().orElse("none yet") + " (" + status.tool() + ")");
        status.applied().forEach(entry -> console()
                .out("  " + entry.version().orElse("repeatable") + "  " + entry.script()
                        + entry.installedOn().map(at -> "  " + at).orElse("")));
        console().out("pending: " + (status.pending().isEmpty() ? "nothing" : String.join(", ", status.pending())));
        console()
                .out("migrating now: " + status.lockedBy().map(Object::toString).orElse("nobody"));
        status.interrupted().forEach(sentence -> console().out("interrupted: " + sentence));
        console().out("last backup: " + status.lastBackup().orElse("none"));
    }
}
