package io.github.databasemigration.engine.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one verification did and found.
 *
 * @param level how far it was asked to go
 * @param at when it ended
 * @param took how long it took
 * @param comparisons what was compared and agreed, and what could not be compared and why, one line each
 * @param findings what is wrong; empty for a good backup
 */
public record Verified(
        Verification level, Instant at, Duration took, List<String> comparisons, List<Finding> findings) {

    public Verified {
        comparisons = List.copyOf(comparisons);
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    @JsonIgnore
    public boolean good() {
        return findings.isEmpty();
    }
}
