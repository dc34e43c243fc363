package io.github.databasemigration.cli;

import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Order;
import java.util.Optional;

/** The end of a run, for people: what happened, the state of the database, the next command, where the report is. */
final class ReportLines {
    private ReportLines() {}

    static void print(Console console, Order order, Report report) {
        if (console.json()) {
            console.document(report);
            return;
        }
        ended(console, report.command(), report.failure());
        report.state().forEach(sentence -> console.out("  " + sentence));
        report.backup()
                .ifPresent(backup ->
                        console.out("  backup: " + backup.path() + " (proven: " + backup.verification() + ")"));
        report.restored().ifPresent(restore -> console.out("  what was replaced: " + restore.keptAt()));
        report.next().ifPresent(command -> console.out("  next: " + command));
        console.out("  report: " + order.runFolder().resolve("report.html"));
    }

    /** Whether it went well, and what is wrong and what to do where it did not. */
    static void ended(Console console, String command, Optional<Report.Failure> failure) {
        failure.ifPresentOrElse(
                wrong -> {
                    console.err("migrate-database: " + wrong.message());
                    console.err("  " + wrong.remedy());
                },
                () -> console.out(command + ": done"));
    }
}
