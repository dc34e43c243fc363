package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.rule.Rule;
import io.github.databasemigration.engine.plan.Severity;

/** A finding before anybody allowed it: {@code statement} counts from 1, 0 is the migration as a whole. */
public record Draft(Rule rule, Severity severity, int statement, String message) {}
