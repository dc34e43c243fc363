package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Manifest;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to be so for a database to be put back: for whoever decided about that some time ago. The database is asked under
 * its lock, before anything changes.
 *
 * @param version where the database has to be; empty: anywhere
 * @param maxLostRows how many rows more than the backup it may have, in all tables together; empty: as many as there are
 */
public record Conditions(Optional<String> version, Optional<Long> maxLostRows) {
    /** Whatever is there is put back. */
    public static final Conditions NONE = new Conditions(Optional.empty(), Optional.empty());

    /** Faults {@code NOT_AT_VERSION}, {@code ROWS_WOULD_BE_LOST}. */
    void require(Workbench bench, Manifest backup) {
        if (version.isPresent()) {
            requireVersion(version.get(), bench.tool().inspect().current());
        }
        if (maxLostRows.isPresent()) {
            requireRows(maxLostRows.get(), RowsSince.backup(backup, bench));
        }
    }

    static void requireVersion(String expected, Optional<String> current) {
        if (!current.equals(Optional.of(expected))) {
            throw new Fault(
                    FaultCode.NOT_AT_VERSION,
                    "The database is at "
                            + current.map(version -> "version " + version).orElse("no version")
                            + ", and was to be put back from version " + expected + ".",
                    "Somebody has migrated it since: look at status, and decide anew.");
        }
    }

    private static void requireRows(long allowed, RowsSince since) {
        long lost = 0;
        List<String> tables = new ArrayList<>();
        for (var table : since.more().entrySet()) {
            if (table.getValue() > 0) {
                lost += table.getValue();
                tables.add(table.getKey() + ": " + table.getValue());
            }
        }
        if (lost > allowed) {
            throw new Fault(
                    FaultCode.ROWS_WOULD_BE_LOST,
                    lost + " rows are there that the backup does not have, and at most " + allowed + " may be lost ("
                            + String.join(", ", tables) + ").",
                    "Look at the other ways with rollback --plan, or allow more with --max-lost-rows.");
        }
    }
}
