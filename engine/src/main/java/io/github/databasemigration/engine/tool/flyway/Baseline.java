package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;

/** The row by which Flyway notes that a database that has objects, but no history, is at some version. */
final class Baseline {
    private Baseline() {}

    /** The row as a step of a plan: no SQL of the project, but a decision that somebody has to approve. */
    static PlannedMigration marker(Configuration flyway, boolean transactional) {
        return new PlannedMigration(
                Optional.of(flyway.getBaselineVersion().getVersion()),
                flyway.getBaselineDescription(),
                flyway.getBaselineDescription(),
                MigrationKind.BASELINE,
                Sha256.hex(new byte[0]),
                Optional.empty(),
                List.of(),
                Optional.of("no SQL: the history will say that this version is applied"),
                transactional,
                List.of());
    }

    /** Whether a step is such a row, and not a script that stands for all before it. */
    static boolean isMarker(PlannedMigration migration) {
        return migration.kind() == MigrationKind.BASELINE
                && migration.noPreview().isPresent();
    }
}
