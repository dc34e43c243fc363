package io.github.databasemigration.cli;

import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.report.FleetReport.Outcome;
import io.github.databasemigration.engine.report.FleetReportFiles;
import io.github.databasemigration.engine.run.Order;

/** The end of a run of a fleet, for people: how many of what, what failed, the next command, where the report is. */
final class FleetReportLines {
    private FleetReportLines() {}

    static void print(Console console, Order order, FleetReport report) {
        if (console.json()) {
            console.document(report);
            return;
        }
        ReportLines.ended(console, report.command(), report.failure());
        for (Outcome outcome : Outcome.values()) {
            if (report.count(outcome) > 0) {
                console.out("  " + report.count(outcome) + " " + outcome.words());
            }
        }
        report.backup().ifPresent(backup -> console.out("  backup: " + backup));
        report.next().ifPresent(command -> console.out("  next: " + command));
        console.out("  report: " + order.runFolder().resolve(FleetReportFiles.PAGE));
    }
}
