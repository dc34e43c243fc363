package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import io.github.databasemigration.engine.tool.PlanComparison;
import io.github.databasemigration.engine.tool.jdbc.AnnouncedSession;
import io.github.databasemigration.engine.tool.jdbc.DriverErrors;
import io.github.databasemigration.engine.tool.jdbc.Insistent;
import io.github.databasemigration.engine.tool.liquibase.bridge.Bridge;
import io.github.databasemigration.engine.tool.liquibase.bridge.BridgeFailure;
import io.github.databasemigration.engine.tool.liquibase.bridge.Changelog;
import io.github.databasemigration.engine.tool.liquibase.bridge.Changelog.Outcome;
import io.github.databasemigration.engine.tool.liquibase.bridge.ChangelogSource;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** One run, up or down, through exactly the planned changesets. */
final class Course {
    private final Database database;
    private final Bridge bridge;
    private final ChangelogSource source;
    private final MigrationListener listener;
    private PlannedMigration current;
    private Conductor conductor;

    Course(Database database, Bridge bridge, ChangelogSource source, MigrationListener listener) {
        this.database = database;
        this.bridge = bridge;
        this.source = source;
        this.listener = listener;
    }

    /** @param together whether all are one transaction */
    void run(List<PlannedMigration> planned, boolean together) {
        try (AnnouncedSession session = AnnouncedSession.open(database, listener)) {
            conductor = new Conductor(session, together);
            try (Changelog changelog = bridge.open(conductor.connection(), source)) {
                List<KnownChangeSet> changeSets = changelog.changeSets();
                Map<String, Integer> places = places(planned, changeSets);
                try (LiquibaseLock lock = LiquibaseLock.take(changelog, database)) {
                    changelog.createHistory();
                    through(planned, changelog, changeSets, places);
                }
            }
        } catch (SQLException | RuntimeException e) {
            throw failure(e);
        }
    }

    /** The changelog was read again since the plan was compared. */
    private static Map<String, Integer> places(List<PlannedMigration> planned, List<KnownChangeSet> changeSets) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < changeSets.size(); i++) {
            places.put(changeSets.get(i).name(), i);
        }
        for (PlannedMigration migration : planned) {
            Integer place = places.get(migration.script());
            if (place == null
                    || !migration
                            .toolChecksum()
                            .orElseThrow()
                            .equals(changeSets.get(place).checksum())) {
                throw PlanComparison.changed(migration.script() + " is not what was planned.");
            }
        }
        return places;
    }

    private void through(
            List<PlannedMigration> planned,
            Changelog changelog,
            List<KnownChangeSet> changeSets,
            Map<String, Integer> places)
            throws SQLException {
        try {
            for (PlannedMigration migration : planned) {
                int place = places.get(migration.script());
                current = migration;
                listener.migrationStarted(migration.label(), migration.script(), migration.transactional());
                // Where DDL commits by itself, what follows the last of it still belongs together with the history.
                conductor.begin(migration, changeSets.get(place).transactional());
                step(migration, place, changelog);
                conductor.end();
                listener.migrationFinished(migration.label());
            }
            conductor.endAll();
        } catch (SQLException | RuntimeException e) {
            conductor.abandon();
            throw e;
        }
    }

    private void step(PlannedMigration migration, int place, Changelog changelog) {
        if (migration.kind() == MigrationKind.DOWNGRADE) {
            conductor.migrating(() -> changelog.rollBack(place));
            changelog.forget(place);
        } else if (migration.kind() == MigrationKind.BASELINE) {
            changelog.record(place, Outcome.EXECUTED);
        } else {
            AtomicReference<Outcome> outcome = new AtomicReference<>();
            conductor.migrating(() -> outcome.set(changelog.run(place)));
            if (outcome.get() == Outcome.SKIPPED) {
                throw PlanComparison.changed("The preconditions of " + migration.label() + " do not hold any more.");
            }
            changelog.record(place, outcome.get());
        }
    }

    private RuntimeException failure(Exception e) {
        RuntimeException stop = conductor == null ? null : conductor.stoppedBy().orElse(null);
        if (current != null) {
            MigrationFailure failure = new MigrationFailure(
                    current.label(),
                    database.connecting().redactor().redact(DriverErrors.words(stop == null ? e : stop)),
                    stop == null
                            && DriverErrors.in(e)
                                    .filter(sql -> Insistent.gaveUp(database, sql))
                                    .isPresent());
            failure.initCause(stop);
            return failure;
        }
        if (e instanceof BridgeFailure failure) {
            return new ToolFaults(database).of(failure);
        }
        return e instanceof SQLException sql ? new ToolFaults(database).of(sql) : (RuntimeException) e;
    }
}
