package io.github.databasemigration.engine.check.corpus;

import java.util.List;

/**
 * What executing a case showed.
 *
 * @param steps each statement
 * @param before the objects before all
 * @param after the objects after all
 * @param transactional whether each migration was a transaction
 * @param oldApplicationFails whether a query of the application fails that worked before
 */
record Observed(
        List<Step> steps, Snapshot before, Snapshot after, boolean transactional, boolean oldApplicationFails) {}
