package io.jenkins.plugins.databasemigration.scheduled;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * When a rollback may begin: from a time on, and for how long. Written as ISO 8601 has it, with the zone that people think in:
 * {@code 2026-11-24T02:00+01:00[Europe/Berlin]/PT2H}, or without the length for an hour.
 *
 * @param start the earliest
 * @param length how much later at most, longer than nothing
 */
public record RollbackTime(ZonedDateTime start, Duration length) {
    private static final Duration LENGTH = Duration.ofHours(1);

    public RollbackTime {
        start = start.truncatedTo(ChronoUnit.SECONDS);
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(
                    "expected a length of time after the slash, such as PT2H, found " + length);
        }
    }

    /** From a time on, for as long as is usual. */
    public static RollbackTime from(ZonedDateTime start) {
        return new RollbackTime(start, LENGTH);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static RollbackTime parse(String written) {
        int slash = written.lastIndexOf('/');
        // The names of zones have slashes as well, in brackets.
        boolean limited = slash > written.lastIndexOf(']') && slash >= 0;
        try {
            return new RollbackTime(
                    ZonedDateTime.parse((limited ? written.substring(0, slash) : written).strip()),
                    limited ? Duration.parse(written.substring(slash + 1).strip()) : LENGTH);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a time with its zone, such as 2026-11-24T02:00+01:00[Europe/Berlin], found \"" + written
                            + "\"");
        }
    }

    /** How long it still is until then; zero or negative: it has come. */
    Duration until(Instant now) {
        return Duration.between(now, start.toInstant());
    }

    /** Whether it is too late. */
    boolean isOver(Instant now) {
        // Not by adding: either may be as far away as can be written.
        return Duration.between(start.toInstant(), now).compareTo(length) >= 0;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return start + "/" + length;
    }
}
