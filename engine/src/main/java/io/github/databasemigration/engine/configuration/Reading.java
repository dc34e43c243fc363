package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a configuration: the configuration, or every mistake in it.
 *
 * @param read the configuration, where there is no mistake
 * @param mistakes all of them, in the order of the file
 */
public record Reading(Optional<Configuration> read, List<Mistake> mistakes) {
    /** The configuration; the fault {@code CONFIGURATION_INVALID} counts the mistakes and tells the first. */
    public Configuration configuration() {
        return read.orElseThrow(this::fault);
    }

    private Fault fault() {
        String count = mistakes.size() == 1 ? "a mistake" : mistakes.size() + " mistakes, the first";
        return new Fault(
                FaultCode.CONFIGURATION_INVALID,
                "The configuration has " + count + ": " + mistakes.get(0) + ".",
                "Correct what is named; docs/configuration.md describes every field.");
    }
}
