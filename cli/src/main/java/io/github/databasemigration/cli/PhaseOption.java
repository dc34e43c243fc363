package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.run.Direction;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option for one phase of expand and contract. */
final class PhaseOption {
    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description =
                    "Only this phase, expand or contract: up to the first migration of the other one. Contract needs"
                            + " the evidence that the old version of the application is gone (docs/expand-contract.md).")
    Optional<Phase> phase = Optional.empty();

    /** Up, through this phase if one was given. Fault {@code USAGE}. */
    Direction direction() {
        if (phase.equals(Optional.of(Phase.NEUTRAL))) {
            throw new Fault(FaultCode.USAGE, "There is no phase neutral to run.", "Say expand or contract.");
        }
        return phase.map(Direction::through).orElse(Direction.UP);
    }
}
