package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as {@code database-migration.yml} writes them: {@code 30m}, {@code 2d}. */
public final class Spans {
    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Spans() {}

    /**
     * The time that is written in a field; zero where nothing is.
     *
     * @throws IllegalArgumentException naming the field, where it is none
     */
    public static Duration parse(String field, @CheckForNull String written) {
        if (written == null) {
            return Duration.ZERO;
        }
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    field + ": expected a time such as 30m, 12h or 2d, found \"" + written + "\"");
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
