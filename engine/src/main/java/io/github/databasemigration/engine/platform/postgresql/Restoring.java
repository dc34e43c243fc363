package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the live database back to a dump: beside it and swapped where the user may, in place otherwise. */
final class Restoring {
    private static final Set<FaultCode> SAID_AS_THEY_ARE =
            Set.of(FaultCode.CANCELLED, FaultCode.RESTORE_FAILED_UNCHANGED, FaultCode.STATE_UNKNOWN);

    private final Sessions live;
    private final Client client;
    private final Cancellation cancellation;

    Restoring(Sessions live, Client client) {
        this.live = live;
        this.client = client;
        this.cancellation = live.connecting().cancellation();
    }

    Dumps.Restored restore(Archive archive, Path keepAt) {
        try {
            Optional<Sessions> maintenance = Maintenance.of(live);
            Optional<String> hindrance = hindrance(maintenance);
            return hindrance.isEmpty()
                    ? beside(archive, maintenance.orElseThrow())
                    : inPlace(archive, keepAt, hindrance.get());
        } catch (Fault fault) {
            if (SAID_AS_THEY_ARE.contains(fault.code())) {
                throw fault;
            }
            throw new Fault(
                    FaultCode.RESTORE_FAILED_UNCHANGED,
                    "The restore failed, and the database is as it was: " + fault.getMessage(),
                    fault.remedy());
        }
    }

    private Optional<String> hindrance(Optional<Sessions> maintenance) {
        return maintenance.isEmpty()
                ? Optional.of("neither postgres nor template1 lets the user in")
                : Optional.ofNullable(live.ask("looking how to restore", OutsideTheDump::hindrance));
    }

    private Dumps.Restored beside(Archive archive, Sessions maintenance) {
        Swap swap = new Swap(live, maintenance);
        swap.check();
        try (ScratchDatabase copy = new Scratches(live).restored(archive, client, cancellation)) {
            // A dump holds no statistics, and without them the first queries would be slow.
            copy.sessions().change("analyzing the restored database", session -> {
                Rows.run(session, List.of("ANALYZE"));
                return copy;
            });
            // Last, for a connection limit or a missing right to connect would stand in our own way.
            live.change("carrying over the database's settings", session -> {
                OutsideTheDump.carryOver(session, copy.name());
                return copy;
            });
            cancellation.check();
            String kept = swap.replaceBy(copy);
            return new Dumps.Restored(
                    "swapped",
                    "database " + kept + " (when it is not needed any more: DROP DATABASE " + Identifier.quoted(kept)
                            + ")");
        }
    }

    private Dumps.Restored inPlace(Archive archive, Path keepAt, String why) {
        new DirectoryDump(live, client).take(keepAt, Dumps.DumpProgress.NONE);
        new InPlace(live, client).restore(archive);
        return new Dumps.Restored(
                "in place", keepAt + " (a dump of what was there, for pg_restore; not swapped because " + why + ")");
    }
}
