package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.Fleet;
import io.github.databasemigration.engine.fleet.FleetPostmortem;
import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.Postmortem;
import picocli.CommandLine.Command;

/** {@code report}: how a run ended. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Says how a run ended, also one that was killed.",
            "",
            "Prints the report of the run that --run-id names. Where it was killed before it",
            "could write one, reads its journal, looks into the database, and writes it.",
            "Its exit status is the run's.",
            ""
        })
final class ReportCommand extends Work {
    ReportCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        requireRun();
        return finish(order, Postmortem.of(order, view()));
    }

    @Override
    int work(Fleet fleet) {
        requireRun();
        FleetReport report = FleetPostmortem.of(fleet);
        FleetReportLines.print(console(), fleet.order(), report);
        return report.exitStatus();
    }

    private void requireRun() {
        if (where.runId.isEmpty()) {
            throw new Fault(FaultCode.USAGE, "Which run is meant was not said.", "Name it with --run-id.");
        }
    }
}
