package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.plan.Severity;

/**
 * What a rule is, for people; the documentation is made of it.
 *
 * @param id never reused, never renamed
 * @param severity how much a finding weighs
 * @param bySize whether it weighs less on a table with few rows
 * @param title what the rule looks for
 * @param why what happens
 * @param instead the safe way
 */
public record Rule(String id, Severity severity, boolean bySize, String title, String why, String instead) {
    static Rule error(String id, String title, String why, String instead) {
        return new Rule(id, Severity.ERROR, false, title, why, instead);
    }

    static Rule warning(String id, String title, String why, String instead) {
        return new Rule(id, Severity.WARNING, false, title, why, instead);
    }

    static Rule info(String id, String title, String why, String instead) {
        return new Rule(id, Severity.INFO, false, title, why, instead);
    }

    /** The same rule, which only informs where the table is small. */
    Rule onLargeTables() {
        return new Rule(id, severity, true, title, why, instead);
    }
}
