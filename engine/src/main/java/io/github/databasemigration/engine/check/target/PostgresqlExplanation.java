package io.github.databasemigration.engine.check.target;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many rows EXPLAIN expects a statement to touch: those of the node below the change itself. */
final class PostgresqlExplanation {
    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

    private PostgresqlExplanation() {}

    static Optional<Long> rows(String explanation) {
        Matcher matcher = ROWS.matcher(explanation);
        long change = matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
        long below = matcher.find() ? Long.parseLong(matcher.group(1)) : change;
        return change < 0 ? Optional.empty() : Optional.of(Math.max(change, below));
    }
}
