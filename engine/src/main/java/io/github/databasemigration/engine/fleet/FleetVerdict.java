package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.report.FleetReport.Outcome;
import io.github.databasemigration.engine.report.FleetReport.TargetRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a run of a fleet ended, by what became of its targets.
 *
 * <p>As long as none was migrated, the gravest fault of a target says what happened to the databases. As soon as some are and
 * others are not, no status of one target does: then it is {@code FLEET_INCOMPLETE}.
 */
final class FleetVerdict {
    private FleetVerdict() {}

    /** @param stopped why the run was to stop, if it was */
    static Optional<Fault> of(List<TargetRecord> records, Optional<String> stopped) {
        List<TargetRecord> failed =
                records.stream().filter(record -> record.outcome().failure()).toList();
        long notBegun = count(records, Outcome.NOT_BEGUN);
        if (failed.isEmpty() && notBegun == 0) {
            return Optional.empty();
        }
        String counts = counts(records, failed.size(), notBegun);
        if (count(records, Outcome.MIGRATED) > 0) {
            return Optional.of(new Fault(
                    FaultCode.FLEET_INCOMPLETE,
                    stopped.map(why -> "Stopped: " + why + ". ").orElse("") + counts + first(failed),
                    "Mend what the report names, then run the same plan again: what is done is skipped."));
        }
        if (failed.isEmpty()) {
            return Optional.of(new Fault(
                    FaultCode.CANCELLED,
                    "Stopped: " + stopped.orElse("nothing was begun") + ". " + counts,
                    "Run it again."));
        }
        TargetRecord gravest = failed.stream()
                .max(Comparator.comparingInt(TargetRecord::exitStatus))
                .orElseThrow();
        return Optional.of(new Fault(
                FaultCode.valueOf(gravest.code().orElseThrow()),
                counts + first(List.of(gravest)),
                gravest.failure().orElseThrow().remedy()));
    }

    private static long count(List<TargetRecord> records, Outcome outcome) {
        return records.stream().filter(record -> record.outcome() == outcome).count();
    }

    private static String counts(List<TargetRecord> records, int failed, long notBegun) {
        return "Of " + records.size() + " targets " + count(records, Outcome.MIGRATED) + " were migrated, " + failed
                + " failed or were refused, " + notBegun + " were not begun.";
    }

    private static String first(List<TargetRecord> failed) {
        return failed.stream()
                .findFirst()
                .map(record -> " " + record.name() + ": "
                        + record.failure().orElseThrow().message())
                .orElse("");
    }
}
