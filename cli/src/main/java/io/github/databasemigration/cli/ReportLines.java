package io.github.databasemigration.cli;

import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Order;

/** The end of a run, for people: what happened, the state of the database, the next command, where the report is. */
final class ReportLines {
    private ReportLines() {}

    static void print(Console console, Order order, Report report) {
        if (console.json()) {
            console.document(report);
            return;
        }
        report.failure()
                .ifPresentOrElse(
                        failure -> {
                            console.err("migrate-database: " + failure.message());
                            console.err("  " + failure.remedy());
                        },
                        () -> console.out(report.command() + ": done"));
        report.state().forEach(sentence -> console.out("  " + sentence));
        report.backup()
                .ifPresent(backup ->
                        console.out("  backup: " + backup.path() + " (proven: " + backup.verification() + ")"));
        report.restored().ifPresent(restore -> console.out("  what was replaced: " + restore.keptAt()));
        report.next().ifPresent(command -> console.out("  next: " + command));
        console.out("  report: " + order.runFolder().resolve("report.html"));
    }
}
