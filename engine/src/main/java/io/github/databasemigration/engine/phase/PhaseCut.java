package io.github.databasemigration.engine.phase;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.PhaseOfMigration;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of what is pending that one phase runs: its beginning, up to the first migration of the other phase. Never a
 * selection, for a tool that applies in order knows only where to stop, and its history must say nothing else.
 */
public final class PhaseCut {
    private final Phase phase;
    private final Phase other;

    /** @param phase expand or contract */
    public PhaseCut(Phase phase) {
        this.phase = phase;
        this.other = phase == Phase.EXPAND ? Phase.CONTRACT : Phase.EXPAND;
    }

    /**
     * What of the versioned migrations runs. Fault {@code UNSUPPORTED} where one of this phase stands behind one of the
     * other.
     *
     * @param pending in the tool's order
     * @param phases of them, in the same order
     */
    public List<PlannedMigration> of(List<PlannedMigration> pending, List<PhaseOfMigration> phases) {
        List<PlannedMigration> part = new ArrayList<>();
        Optional<PlannedMigration> barrier = Optional.empty();
        for (int i = 0; i < pending.size(); i++) {
            PlannedMigration migration = pending.get(i);
            if (!versioned(migration)) {
                continue;
            }
            Phase found = phases.get(i).phase();
            if (barrier.isPresent() && found == phase) {
                throw behind(migration, barrier.get());
            } else if (barrier.isEmpty() && found == other) {
                barrier = Optional.of(migration);
            } else if (barrier.isEmpty()) {
                part.add(migration);
            }
        }
        return part;
    }

    private static boolean versioned(PlannedMigration migration) {
        return migration.version().isPresent() && migration.kind() != MigrationKind.CALLBACK;
    }

    /** Refuses what would run all the same: repeatable migrations, and what a branch of Alembic depends on. */
    public void require(List<PhaseOfMigration> running) {
        running.stream().filter(each -> each.phase() == other).findFirst().ifPresent(each -> {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    each.script() + " would run as well, and belongs to the phase " + other.word() + ": " + each.why()
                            + ".",
                    phase == Phase.CONTRACT
                            ? "Run --phase expand first."
                            : "Let nothing of this phase depend on it, or say what it is by a comment: -- "
                                    + "database-migration:phase expand.");
        });
    }

    private Fault behind(PlannedMigration migration, PlannedMigration barrier) {
        return new Fault(
                FaultCode.UNSUPPORTED,
                migration.script() + " belongs to the phase " + phase.word() + " and stands behind " + barrier.script()
                        + ", which belongs to " + other.word() + ": the tool applies them in this order.",
                phase == Phase.CONTRACT
                        ? "Run --phase expand first, or set the target to the last one before it."
                        : "Give " + barrier.script() + " a later version, or run --phase contract first.");
    }
}
