package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.platform.Database;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.RepairOutput;

/**
 * Takes failed entries out of the history, and does nothing else.
 *
 * <p>Flyway's repair also rewrites checksums of edited migrations and marks missing ones as deleted, which would hide what
 * nobody has approved. So it is shown no files: without files there is no checksum to rewrite, and with these patterns
 * no missing migration is marked.
 */
final class Repair {
    private final Database database;
    private final FlywayFactory factory;
    private final FlywaySettings settings;

    Repair(Database database, FlywayFactory factory, FlywaySettings settings) {
        this.database = database;
        this.factory = factory;
        this.settings = settings;
    }

    /** Says what it did, one line an entry. */
    List<String> run() {
        try (Session session = Session.single(database::connect)) {
            return factory
                    .configure(Scripts.NONE, session)
                    .skipDefaultCallbacks(true)
                    .ignoreMigrationPatterns("*:missing", "*:future")
                    .load()
                    .repair()
                    .migrationsRemoved
                    .stream()
                    .map(this::said)
                    .toList();
        } catch (FlywayException e) {
            throw new ToolFaults(database).of(e);
        }
    }

    private String said(RepairOutput removed) {
        String which = removed.version == null || removed.version.isEmpty() ? "" : "version " + removed.version + " ";
        return "Took the failed entry of " + which + "(" + removed.description + ") out of " + settings.table() + ".";
    }
}
