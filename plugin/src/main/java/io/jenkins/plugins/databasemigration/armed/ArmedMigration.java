package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The migration that an armed rollback takes back: which database, and from where to where it went. */
@ExportedBean(defaultVisibility = 3)
public final class ArmedMigration {
    private final String run;
    private final String environment;
    private final String database;

    @CheckForNull
    private final String fromVersion;

    @CheckForNull
    private final String toVersion;

    ArmedMigration(DatabaseMigrationResult result) {
        run = result.getRun();
        environment = result.getEnvironment();
        database = result.getDatabase();
        fromVersion = result.getFromVersion();
        toVersion = result.getToVersion();
    }

    /** The run that migrated, and that took the backup of the moment before. */
    @Exported
    public String getRun() {
        return run;
    }

    @Exported
    public String getEnvironment() {
        return environment;
    }

    /** As the server itself tells it. */
    @Exported
    public String getDatabase() {
        return database;
    }

    /** Where the rollback goes; null: to before the first migration. */
    @Exported
    @CheckForNull
    public String getFromVersion() {
        return fromVersion;
    }

    /** Where the database is as long as nobody migrates it again. */
    @Exported
    @CheckForNull
    public String getToVersion() {
        return toVersion;
    }

    @Override
    public String toString() {
        return environment + " (" + database + "), which went from "
                + (fromVersion == null ? "no version" : "version " + fromVersion) + " to version " + toVersion;
    }
}
