package io.github.databasemigration.engine.configuration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a whole number and one unit ({@code 500ms}, {@code 5s}, {@code 30m}), or none. */
final class Durations {
    private static final String NONE = "none";

    /** Nine digits of days still fit into a long of milliseconds. */
    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");

    /** From the longest to the shortest. */
    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", Duration.ofDays(1));
        UNITS.put("h", Duration.ofHours(1));
        UNITS.put("m", Duration.ofMinutes(1));
        UNITS.put("s", Duration.ofSeconds(1));
        UNITS.put("ms", Duration.ofMillis(1));
    }

    private Durations() {}

    /** Reads a duration; {@code none} is zero, and zero itself is refused, for it might be meant as "at once". */
    static Optional<Duration> parse(String text) {
        if (text.equals(NONE)) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** Writes a duration so that {@link #parse} reads it again. */
    static String text(Duration duration) {
        if (duration.isZero()) {
            return NONE;
        }
        return UNITS.entrySet().stream()
                .filter(unit -> duration.toMillis() % unit.getValue().toMillis() == 0)
                .findFirst()
                .map(unit -> duration.toMillis() / unit.getValue().toMillis() + unit.getKey())
                .orElseThrow();
    }
}
