package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.Part;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which part of a fleet's plan a run migrates: all of it, or one of several that several machines share. */
final class PartOptions {
    @ArgGroup
    Choice choice = new Choice();

    /** At most one of them. */
    static final class Choice {
        @Option(names = "--canary-only", description = "Of several targets, only those that go first.")
        boolean canaryOnly;

        @Option(
                names = "--after-canary",
                description = "Of several targets, all but those that go first; refuse unless these are done.")
        boolean afterCanary;

        @Option(
                names = "--shard",
                paramLabel = "K/N",
                description = "Of several targets, the K-th of N equal shares of all but those that go first; refuse"
                        + " unless these are done.")
        Optional<String> shard = Optional.empty();
    }

    Part part() {
        if (choice.canaryOnly) {
            return Part.CANARY;
        }
        return choice.afterCanary
                ? Part.AFTER_CANARY
                : choice.shard.map(Part::shard).orElse(Part.ALL);
    }

    /** Fault {@code USAGE} where a part of one database is asked for. */
    void refuse() {
        if (!part().equals(Part.ALL)) {
            throw new Fault(
                    FaultCode.USAGE,
                    "--canary-only, --after-canary and --shard are for an environment with several targets.",
                    "Leave them out.");
        }
    }
}
