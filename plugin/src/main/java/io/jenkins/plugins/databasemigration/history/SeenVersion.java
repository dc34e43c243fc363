package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** At which version a database was when any job of this Jenkins saw it last. */
public final class SeenVersion {
    private SeenVersion() {}

    /** Null where that was none, or is not known. */
    @CheckForNull
    public static String of(String environment, String database) throws IOException {
        KnownDatabase known = JobDatabases.one(environment, database);
        return known == null ? null : known.getVersion();
    }
}
