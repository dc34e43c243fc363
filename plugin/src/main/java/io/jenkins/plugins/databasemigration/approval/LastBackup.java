package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackup;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import java.io.IOException;
import java.util.List;

/** The newest archived backup of a database, for those who ask what they could go back to. */
public final class LastBackup {
    /** How many builds to look through: each is read from disk when the page is shown. */
    private static final int FAR_ENOUGH = 100;

    private final Run<?, ?> build;
    private final ArchivedBackup backup;

    private LastBackup(Run<?, ?> build, ArchivedBackup backup) {
        this.build = build;
        this.backup = backup;
    }

    /** Of this job's builds up to one; null where there is none. */
    @CheckForNull
    static LastBackup before(Run<?, ?> last, String environment, String database) {
        Run<?, ?> build = last;
        for (int looked = 0; build != null && looked < FAR_ENOUGH; looked++) {
            List<ArchivedBackup> backups = ArchivedBackups.in(build);
            for (int i = backups.size() - 1; i >= 0; i--) {
                ArchivedBackup backup = backups.get(i);
                if (backup.getEnvironment().equals(environment)
                        && backup.getDatabase().equals(database)) {
                    return new LastBackup(build, backup);
                }
            }
            build = build.getPreviousBuild();
        }
        return null;
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    public ArchivedBackup getBackup() {
        return backup;
    }

    /** Whether all of its files are still there, and can be looked at. */
    public boolean isWhole() {
        try {
            return backup.isWhole(build);
        } catch (IOException e) {
            return false;
        }
    }
}
