package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.plan.Plan;
import java.util.Optional;

/**
 * What a fleet wants to know of each of its targets.
 *
 * @param plan what would run; where that is nothing, it may have no fingerprint of the schema
 * @param drift how the target differs from what the last run left; empty where it does not, nobody wants to know, or the
 *     schema was not read
 */
public record Glance(Plan plan, Optional<Drift> drift) {}
