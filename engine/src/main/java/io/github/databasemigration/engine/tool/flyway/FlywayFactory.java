package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Says a project's settings in Flyway's words; everything that is not a setting of ours is fixed here. */
final class FlywayFactory {
    /**
     * Seconds to wait for another Flyway. Ours wait for each other elsewhere, by the engine's own lock, which also names
     * the holder; this one matters only where somebody runs a plain Flyway beside it.
     */
    private static final int LOCK_RETRIES = 10;

    private final Path project;
    private final FlywaySettings settings;

    FlywayFactory(Path project, FlywaySettings settings) {
        this.project = project;
        this.settings = settings;
    }

    /** Flyway on these scripts and sessions, as the project wants it. */
    FluentConfiguration configure(Scripts scripts, Session session) {
        try {
            FluentConfiguration flyway = Flyway.configure(FlywayFactory.class.getClassLoader())
                    .loggers(QuietLog.class.getName())
                    .dataSource(session.source())
                    .resourceProvider(scripts)
                    // With both providers given, Flyway scans neither the class path nor the disk.
                    .javaMigrationClassProvider(List::of)
                    .workingDirectory(project.toAbsolutePath().toString())
                    .validateMigrationNaming(true)
                    .table(settings.table())
                    .schemas(settings.schemas().toArray(String[]::new))
                    .encoding(settings.encoding())
                    .placeholders(settings.placeholders())
                    .placeholderReplacement(settings.placeholderReplacement())
                    .baselineOnMigrate(settings.baselineOnMigrate())
                    .outOfOrder(settings.outOfOrder())
                    .mixed(settings.mixed())
                    // Flyway's own default overlooks applied migrations that are newer than all files.
                    .ignoreMigrationPatterns(new ValidatePattern[0])
                    // One statement at a time, so that each is announced before it is sent.
                    .batch(false)
                    .stream(false)
                    .outputQueryResults(false)
                    .lockRetryCount(LOCK_RETRIES)
                    .cleanDisabled(true);
            settings.baselineVersion().ifPresent(flyway::baselineVersion);
            settings.target().map(Targets::forFlyway).ifPresent(flyway::target);
            flyway.getPluginRegister()
                    .getExact(PostgreSQLConfigurationExtension.class)
                    // A lock that is held in a transaction makes CREATE INDEX CONCURRENTLY wait for it for ever, and
                    // needs a session beside the one that migrates: history and migrations would not commit together.
                    .setTransactionalLock(false);
            return flyway;
        } catch (FlywayException e) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "Flyway does not accept the settings: " + Lines.one(e.getMessage()) + ".",
                    "Correct flyway: in database-migration.yml.");
        }
    }

    /** Every setting that decides what runs; placeholders may be secret and are told by their hash. */
    SortedMap<String, String> described() {
        SortedMap<String, String> described = new TreeMap<>();
        described.put("baselineOnMigrate", Boolean.toString(settings.baselineOnMigrate()));
        settings.baselineVersion().ifPresent(version -> described.put("baselineVersion", version));
        described.put("callbackLocations", String.join(",", settings.callbackLocations()));
        described.put("encoding", settings.encoding().name());
        described.put("locations", String.join(",", settings.locations()));
        described.put("mixed", Boolean.toString(settings.mixed()));
        described.put("outOfOrder", Boolean.toString(settings.outOfOrder()));
        described.put("placeholderReplacement", Boolean.toString(settings.placeholderReplacement()));
        described.put("placeholders", "sha256:" + Json.sha256(settings.placeholders()));
        described.put("schemas", String.join(",", settings.schemas()));
        described.put("table", settings.table());
        settings.target().ifPresent(target -> described.put("target", target));
        return described;
    }
}
