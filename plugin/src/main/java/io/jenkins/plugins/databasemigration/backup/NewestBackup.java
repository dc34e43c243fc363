package io.jenkins.plugins.databasemigration.backup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the newest backup of an environment that jobs have archived: the one that would be needed if it were today. */
public final class NewestBackup {
    private NewestBackup() {}

    /**
     * The newest; refused, in one line, where there is none, where it is too old, where its files are gone (an older one
     * would prove nothing about it), or where the reader's job may not have the backups of one of the jobs.
     *
     * @param jobs names, with commas; null: the reader's own
     * @param maxAge how old it may be; zero: of any age
     * @param environment the only environment that counts
     * @param reader the build that wants it
     */
    public static LocatedBackup find(@CheckForNull String jobs, Duration maxAge, String environment, Run<?, ?> reader)
            throws IOException {
        String names = jobs == null ? reader.getParent().getFullName() : jobs;
        LocatedBackup newest = null;
        for (String name : names.split(",")) {
            // Any build may hold it: one that waited for days for an approval is older than those after it.
            newest = Stream.concat(
                            Stream.ofNullable(newest),
                            LocatedBackup.owner(jobs == null ? null : name.strip(), reader).getBuilds().stream()
                                    .flatMap(build -> of(build, environment)))
                    .max(Comparator.comparingLong(LocatedBackup::time))
                    .orElse(null);
        }
        if (newest == null) {
            throw LocatedBackup.refused("There is no archived backup of the environment " + environment + " in " + names
                    + ". Have one archived by backupDatabase or migrateDatabase, or name other jobs.");
        }
        if (!maxAge.isZero() && System.currentTimeMillis() - newest.time() > maxAge.toMillis()) {
            throw LocatedBackup.refused("The newest archived backup of the environment " + environment + ", "
                    + newest.backup().getId() + " of " + newest.build().getFullDisplayName()
                    + ", is older than maxAge allows. Find out why there is no newer one.");
        }
        return newest.whole();
    }

    private static Stream<LocatedBackup> of(Run<?, ?> build, String environment) {
        return ArchivedBackups.in(build).stream()
                .filter(backup -> backup.getEnvironment().equals(environment))
                .map(backup -> new LocatedBackup(build, backup));
    }
}
