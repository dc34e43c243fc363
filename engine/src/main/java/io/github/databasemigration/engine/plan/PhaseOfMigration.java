package io.github.databasemigration.engine.plan;

/**
 * Which phase a migration belongs to.
 *
 * @param script the migration, as in {@link PlannedMigration#script}
 * @param phase the phase
 * @param why what says so, in a phrase
 */
public record PhaseOfMigration(String script, Phase phase, String why) {}
