package io.github.databasemigration.engine.check.rule;

/**
 * What the environment says about how a plan will run.
 *
 * @param lockTimeout whether each session gives up waiting for locks
 * @param statementTimeout whether each session gives up long statements
 * @param oneTransaction whether all migrations are one transaction
 * @param largeRows from how many rows on a table is large
 */
public record Circumstances(boolean lockTimeout, boolean statementTimeout, boolean oneTransaction, long largeRows) {}
