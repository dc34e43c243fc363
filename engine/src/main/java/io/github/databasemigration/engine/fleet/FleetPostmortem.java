package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.report.FleetReportFiles;
import io.github.databasemigration.engine.run.Order;
import java.nio.file.Files;

/**
 * How a run of a fleet ended, by its own report. Of one that was killed only its targets know how far it came: the next run
 * of the same plan asks each of them, mends what a killed run left, and goes on.
 */
public final class FleetPostmortem {
    private FleetPostmortem() {}

    /** Faults: {@code CANCELLED} where the run never began; {@code STATE_UNKNOWN} where it was killed. */
    public static FleetReport of(Fleet fleet) {
        Order order = fleet.order();
        return FleetReportFiles.read(order.runFolder()).orElseThrow(() -> missing(order));
    }

    private static Fault missing(Order order) {
        return Files.exists(order.runFolder().resolve("journal.jsonl"))
                ? new Fault(
                        FaultCode.STATE_UNKNOWN,
                        "Run " + order.run() + " of the fleet was killed before it could say how its targets are.",
                        "Look at them with status, and run the same plan again: what is done is skipped.")
                : new Fault(
                        FaultCode.CANCELLED,
                        "Run " + order.run() + " never began: it left no journal.",
                        "Run it again.");
    }
}
