package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.Fleet;
import io.github.databasemigration.engine.platform.KeptSessions;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.secret.Secret;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What all commands that work on a database do alike: read the configuration, speak, end with a status. */
abstract class Work implements java.util.concurrent.Callable<Integer> {
    private final Console console;
    private final Stop stop;

    @Mixin
    Where where = new Where();

    Work(Console console, Stop stop) {
        this.console = console;
        this.stop = stop;
    }

    @Override
    public final Integer call() {
        console.speakJson(where.json);
        where.stopFile.ifPresent(file -> StopFile.watch(file, stop.cancellation()));
        return work(new Ordering(console, stop.cancellation()));
    }

    /** The same for a command that may do without a database, and so without a password. */
    int work(Ordering ordering) {
        try (KeptSessions kept = new KeptSessions()) {
            return carryOut(ordering.order(where, secrets(), kept));
        }
    }

    private int carryOut(Order order) {
        if (order.environment().fleet().isEmpty()) {
            where.refuseTarget(order.environment());
            return work(order);
        }
        Fleet fleet = Fleet.of(order);
        return where.target.map(name -> work(fleet.only(name))).orElseGet(() -> work(fleet));
    }

    /** The same for many databases; most commands work on one. */
    int work(Fleet fleet) {
        throw new Fault(
                FaultCode.USAGE,
                "The environment " + fleet.order().environment().name() + " has "
                        + fleet.names().size() + " targets, and this command works on one.",
                "Name it: --target " + fleet.names().get(0) + ".");
    }

    /** Reads what else, besides the password, must never be said. */
    List<Secret> secrets() {
        return List.of();
    }

    /** Does the work of the command; gives its exit status. */
    abstract int work(Order order);

    Console console() {
        return console;
    }

    /** What shows the progress of a run. */
    io.github.databasemigration.engine.event.RunListener view() {
        return console.terminal() ? new TerminalView(console) : new PlainView(console);
    }

    /** Prints a run's report. */
    int finish(Order order, Report report) {
        ReportLines.print(console, order, report);
        return report.exitStatus();
    }
}
