package io.github.databasemigration.engine.plan;

import java.util.Optional;

/**
 * Something that the checks found in a plan. It stands beside the plan and never in its digest: findings depend on the
 * size of tables, which changes from hour to hour, while what was approved does not.
 *
 * @param rule the rule's id, as in {@code docs/checks.md}
 * @param severity how much it weighs, on this database
 * @param script the migration's script, as in {@link PlannedMigration#script}
 * @param file the file from the project's folder; empty where the migration has none
 * @param statement which of the migration's statements, from 1; 0 for the migration as a whole
 * @param line where the statement begins in the file; empty where that is not known
 * @param message what will happen, in one line
 * @param instead what to do instead, in one line
 * @param allowed why it is allowed all the same, in its author's words; empty where nobody allowed it
 * @param blocking whether the environment's policy lets nothing run because of it
 */
public record Finding(
        String rule,
        Severity severity,
        String script,
        Optional<String> file,
        int statement,
        Optional<Integer> line,
        String message,
        String instead,
        Optional<String> allowed,
        boolean blocking) {

    /** The same where nothing is to be blocked. */
    public Finding withoutBlocking() {
        return new Finding(rule, severity, script, file, statement, line, message, instead, allowed, false);
    }

    /** Where it is, for people: file and line as far as they are known, else script and statement. */
    public String place() {
        String where = file.orElse(script);
        return line.map(number -> where + ":" + number)
                .orElse(statement == 0 ? where : where + " statement " + statement);
    }
}
