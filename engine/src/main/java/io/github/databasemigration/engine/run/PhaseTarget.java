package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.Environment.PhasePolicy;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.phase.Classification;
import io.github.databasemigration.engine.phase.PhaseCut;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.PhaseOfMigration;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.ScriptSource;
import io.github.databasemigration.engine.tool.ToolState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Aims the tool at the end of a phase, by the tool's own target, and makes sure that nothing else would run. */
final class PhaseTarget {
    private final Workbench bench;
    private final PhasePolicy policy;
    private final Phase phase;
    private final PhaseCut cut;

    PhaseTarget(Workbench bench, PhasePolicy policy, Phase phase) {
        this.bench = bench;
        this.policy = policy;
        this.phase = phase;
        this.cut = new PhaseCut(phase);
    }

    /**
     * What the tool would do up to there. Fault {@code UNSUPPORTED} where it cannot run this phase alone.
     *
     * @param state what it would do all the way
     */
    ToolState aim(ToolState state) {
        Optional<String> label = label(state);
        List<PlannedMigration> part = label.isPresent() ? List.of() : cut.of(state.pending(), phases(state));
        Optional<String> target = label.map(name -> name + "@head")
                .or(() -> part.stream().reduce((before, last) -> last).flatMap(PlannedMigration::version))
                .or(state::current)
                .filter(one -> !one.contains(","));
        if (target.isEmpty()) {
            return nothing(state);
        }
        bench.aim(target);
        ToolState narrowed = bench.tool().inspect();
        cut.require(phases(narrowed));
        if (label.isEmpty() && !versioned(narrowed.pending()).equals(versioned(part))) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "The migrations of the phase " + phase.word() + " are on several branches, which "
                            + target.orElseThrow() + " does not reach all.",
                    "Give the branches the labels " + policy.expand() + " and " + policy.contract() + ".");
        }
        return narrowed;
    }

    private static ToolState nothing(ToolState state) {
        return new ToolState(
                state.current(), state.current(), state.applied(), List.of(), state.failed(), state.settings());
    }

    private List<PhaseOfMigration> phases(ToolState state) {
        return new Classification(policy, bench.tool().sources(state.pending()), bench.parser()).of(state.pending());
    }

    /** The label of this phase's branch, where revisions that are pending have it. */
    private Optional<String> label(ToolState state) {
        String name = phase == Phase.EXPAND ? policy.expand() : policy.contract();
        Map<String, ScriptSource> sources = bench.tool().sources(state.pending());
        return sources.values().stream().anyMatch(source -> source.labels().contains(name))
                ? Optional.of(name)
                : Optional.empty();
    }

    private static List<String> versioned(List<PlannedMigration> migrations) {
        return migrations.stream()
                .flatMap(migration -> migration.version().stream())
                .toList();
    }
}
