package io.github.databasemigration.engine.platform.mysql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DEFINER clause in a line of a dump.
 *
 * @param account the account as {@code CURRENT_USER()} says it: {@code app@%}
 * @param without the line without the clause, which makes whoever loads it the definer
 */
record Definer(String account, String without) {
    /** The four ways in which dumps begin a line that has one: view, trigger, event, routine. */
    private static final Pattern CLAUSE = Pattern.compile(
            "((?:/\\*!\\d+ |/\\*!\\d+ CREATE\\*/ /\\*!\\d+ |CREATE (?:OR REPLACE )?))DEFINER=" + Backticks.NAME + "(?:@"
                    + Backticks.NAME + ")?(.*)",
            Pattern.DOTALL);

    static Optional<Definer> find(String line) {
        Matcher clause = CLAUSE.matcher(line);
        if (!clause.matches()) {
            return Optional.empty();
        }
        String host = clause.group(3) == null ? "" : clause.group(3);
        return Optional.of(
                new Definer((clause.group(2) + "@" + host).replace("``", "`"), clause.group(1) + clause.group(4)));
    }
}
