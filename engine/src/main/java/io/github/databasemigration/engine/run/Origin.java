package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.backup.Backup;
import io.github.databasemigration.engine.backup.Manifest;
import io.github.databasemigration.engine.backup.Unpacking;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import java.util.Optional;

/** Where the backup that is restored or proven comes from. */
public abstract sealed class Origin {
    private Origin() {}

    /** One of the environment's backups; empty: the newest. */
    public static Origin stored(Optional<String> id) {
        return new Stored(id);
    }

    /** A packed one, which is unpacked for this run alone. */
    public static Origin packed(Unpacking packed) {
        return new PackedOne(packed);
    }

    /** What it is a backup of, known before anything is unpacked. */
    abstract Manifest manifest(Order order);

    /** The backup itself. */
    abstract Backup backup(Order order, Phases phases);

    /** Leaves nothing that was there for this run only. */
    abstract void dispose();

    /** The same. What is done is done: that a copy stays behind is no failure of the run. */
    final void disposeOf(RunListener listener) {
        try {
            dispose();
        } catch (Fault fault) {
            listener.on(new RunEvent.Note("The unpacked copy stays: " + fault.getMessage()));
        }
    }

    private static final class Stored extends Origin {
        private final Optional<String> id;
        private Optional<Backup> chosen = Optional.empty();

        Stored(Optional<String> id) {
            this.id = id;
        }

        @Override
        Manifest manifest(Order order) {
            return backup(order).manifest();
        }

        @Override
        Backup backup(Order order, Phases phases) {
            return backup(order);
        }

        /** Chosen once: a newer one may be taken meanwhile. */
        private Backup backup(Order order) {
            chosen = chosen.or(() -> Optional.of(ProveBackup.choose(order, id)));
            return chosen.orElseThrow();
        }

        @Override
        void dispose() {}
    }

    private static final class PackedOne extends Origin {
        private final Unpacking packed;
        private Optional<Backup> unpacked = Optional.empty();

        PackedOne(Unpacking packed) {
            this.packed = packed;
        }

        @Override
        Manifest manifest(Order order) {
            return packed.manifest();
        }

        @Override
        Backup backup(Order order, Phases phases) {
            unpacked = Optional.of(phases.run(
                    "unpack", () -> packed.into(order.runFolder().resolve("unpacked"), order.cancellation())));
            return unpacked.orElseThrow();
        }

        @Override
        void dispose() {
            unpacked.ifPresent(Unpacking::delete);
        }
    }
}
