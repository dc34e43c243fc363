package io.jenkins.plugins.databasemigration.scheduled;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a scheduled rollback is to do, as it was known when it was scheduled. */
@ExportedBean(defaultVisibility = 3)
public final class RollbackGoal implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String environment;
    private final String database;
    private final String run;

    @CheckForNull
    private final String version;

    /**
     * @param environment of the configuration; empty: not known
     * @param database as its server told it last; empty: not known
     * @param run before which the database is put back; empty: not known
     * @param version at which it is then; null: none, or not known
     */
    public RollbackGoal(String environment, String database, String run, @CheckForNull String version) {
        this.environment = environment;
        this.database = database;
        this.run = run;
        this.version = version;
    }

    @Exported
    public String getEnvironment() {
        return environment;
    }

    @Exported
    public String getDatabase() {
        return database;
    }

    @Exported
    public String getRun() {
        return run;
    }

    @Exported
    @CheckForNull
    public String getVersion() {
        return version;
    }
}
