package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.Environment.DriftPolicy;
import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.drift.RecordedSchema;
import io.github.databasemigration.engine.drift.SchemaRecord;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records the schema after a run, and compares it before the next. */
public final class SchemaDrift {
    private SchemaDrift() {}

    /**
     * What was changed since the last run. Changes nothing. Fault {@code LOCKED} while somebody migrates: half a migration
     * would look like drift.
     */
    public static Drift look(Order order) {
        try (Workbench bench = Workbench.open(order)) {
            Optional<Holder> holder = bench.database().lockHolder();
            if (holder.isPresent()) {
                throw new Fault(
                        FaultCode.LOCKED,
                        "Somebody is migrating this database: " + holder.get() + ".",
                        "Look again when that run has ended.");
            }
            return look(bench, bench.tool().inspect().current());
        }
    }

    private static Drift look(Workbench bench, Optional<String> version) {
        Database database = bench.database();
        return Drift.between(
                new SchemaRecord(database, bench.tool()).read(),
                version,
                database.target().serverVersion(),
                database.schema(bench.ownTables()));
    }

    /** What was changed since the last run, where the policy wants to know. */
    static Optional<Drift> of(Order order, Workbench bench, Planner.Planned planned) {
        if (order.environment().drift() == DriftPolicy.IGNORE) {
            return Optional.empty();
        }
        return Optional.of(Drift.between(
                        new SchemaRecord(bench.database(), bench.tool()).read(),
                        planned.state().current(),
                        bench.database().target().serverVersion(),
                        planned.schema()))
                .filter(drift -> !drift.none());
    }

    /** Takes the schema as it is for what it should be, under the lock; says what was different. */
    public static Drift accept(Order order, RunListener listener) {
        try (Workbench bench = Workbench.open(order)) {
            bench.database().checkWritable();
            try (MigrationLock lock = LockQueue.await(order, bench, listener)) {
                Optional<String> version = bench.tool().inspect().current();
                Drift before = known(bench, version);
                write(order, bench, version);
                return before;
            }
        }
    }

    /** A record that cannot be read is as good as none for whoever replaces it. */
    private static Drift known(Workbench bench, Optional<String> version) {
        try {
            return look(bench, version);
        } catch (Fault fault) {
            if (fault.code() != FaultCode.DRIFTED) {
                throw fault;
            }
            return new Drift(Drift.Condition.NOT_RECORDED, fault.getMessage(), List.of());
        }
    }

    /**
     * Records the schema at the end of a run whose outcome is known. The run has done what it was to do: that the record
     * could not be written is only noted, and the next plan says that it does not know.
     */
    static void record(Order order, Workbench bench, Optional<String> version, RunListener listener) {
        record(order, listener, () -> write(order, bench, version));
    }

    /** The same where the run has closed its own way into the database. */
    static void record(Order order, Optional<String> version, RunListener listener) {
        record(order, listener, () -> {
            try (Workbench bench = Workbench.open(order)) {
                write(order, bench, version);
            }
        });
    }

    private static void record(Order order, RunListener listener, Runnable writing) {
        if (order.environment().drift() == DriftPolicy.IGNORE) {
            return;
        }
        try {
            writing.run();
        } catch (Fault fault) {
            listener.on(
                    new RunEvent.Note("The schema could not be recorded, so the next plan cannot tell what is changed"
                            + " until then: " + fault.getMessage()));
        }
    }

    private static void write(Order order, Workbench bench, Optional<String> version) {
        Database database = bench.database();
        new SchemaRecord(database, bench.tool())
                .write(new RecordedSchema(
                        RecordedSchema.FORMAT,
                        order.run(),
                        order.holder().who(),
                        Instant.now(),
                        version,
                        database.target().serverVersion(),
                        database.schema(bench.ownTables())));
    }
}
