package io.jenkins.plugins.databasemigration.backup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * An archived backup that a build may restore, and the build that archived it.
 *
 * @param build where it is
 * @param backup what it is
 */
public record LocatedBackup(Run<?, ?> build, ArchivedBackup backup) {
    private static final Pattern RUN = Pattern.compile("(?<time>[0-9]{8}-[0-9]{6})-[0-9a-f]{6}");
    private static final Pattern BUILD =
            Pattern.compile("(?:(?<job>.+)#)?(?<number>[1-9][0-9]{0,8})(?::(?<run>[0-9]{8}-[0-9]{6}-[0-9a-f]{6}))?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");
    private static final int TIME_LENGTH = 15;

    /**
     * Finds the backup that somebody means; refuses, in one line, where there is none, more than one, or where this job may
     * not read it.
     *
     * @param reference a build's number, {@code job#number}, either with {@code :run} where it has several, or the id of a run
     * @param environment the only environment that counts
     * @param reader the build that restores
     */
    public static LocatedBackup find(String reference, String environment, Run<?, ?> reader) throws IOException {
        Run<?, ?> build = build(reference, reader);
        String run = run(reference);
        List<ArchivedBackup> backups = ArchivedBackups.in(build).stream()
                .filter(backup -> backup.getEnvironment().equals(environment))
                .filter(backup -> run == null || backup.getRun().equals(run))
                .toList();
        if (backups.isEmpty()) {
            throw refused(build.getFullDisplayName() + " has archived no backup of the environment " + environment
                    + ". Name a build that has.");
        }
        if (backups.size() > 1) {
            throw refused(build.getFullDisplayName() + " has archived several backups of the environment " + environment
                    + ". Name the run of one: "
                    + backups.stream().map(ArchivedBackup::getRun).collect(Collectors.joining(", ")) + ".");
        }
        ArchivedBackup only = backups.get(0);
        return new LocatedBackup(build, only).whole();
    }

    /** How somebody anywhere names the backup that a run of a build has kept: {@link #find} finds it. */
    public static String reference(String job, int number, String run) {
        return "/" + job + "#" + number + ":" + run;
    }

    /** The run that somebody names; null where he names the build alone. */
    @CheckForNull
    private static String run(String reference) {
        Matcher numbered = BUILD.matcher(reference);
        return numbered.matches() ? numbered.group("run") : reference;
    }

    /** The same; refused where not all of its files are there any more. */
    LocatedBackup whole() throws IOException {
        if (!backup.isWhole(build)) {
            throw refused("Backup " + backup.getId() + " of " + build.getFullDisplayName()
                    + " is no longer among its artifacts. Name a build whose artifacts are kept.");
        }
        return this;
    }

    /** The same one again, after a restart of Jenkins; null where the build is gone. */
    @CheckForNull
    public static LocatedBackup again(String job, int number, String run) {
        Job<?, ?> owner = Jenkins.get().getItemByFullName(job, Job.class);
        Run<?, ?> build = owner == null ? null : owner.getBuildByNumber(number);
        if (build == null) {
            return null;
        }
        return ArchivedBackups.in(build).stream()
                .filter(backup -> backup.getRun().equals(run))
                .findFirst()
                .map(backup -> new LocatedBackup(build, backup))
                .orElse(null);
    }

    /** When the run of the backup began, in milliseconds since 1970. */
    long time() {
        return millis(backup.getRun().substring(0, TIME_LENGTH));
    }

    private static Run<?, ?> build(String reference, Run<?, ?> reader) throws AbortException {
        Matcher numbered = BUILD.matcher(reference);
        if (numbered.matches()) {
            Job<?, ?> owner = owner(numbered.group("job"), reader);
            Run<?, ?> build = owner.getBuildByNumber(Integer.parseInt(numbered.group("number")));
            if (build == null) {
                throw refused(owner.getFullDisplayName() + " has no build " + numbered.group("number")
                        + ". Name one that is there.");
            }
            return build;
        }
        Matcher run = RUN.matcher(reference);
        if (run.matches()) {
            return ofRun(reference, run.group("time"), reader);
        }
        throw refused(
                "\"" + reference + "\" is neither a build's number, nor a job and number (shop#41), nor the id of a"
                        + " run. Correct toBackupOf.");
    }

    /** The job of that name, relative to the reader's; null: its own. Refused where the reader may not have its backups. */
    static Job<?, ?> owner(@CheckForNull String name, Run<?, ?> reader) throws AbortException {
        Job<?, ?> own = reader.getParent();
        if (name == null) {
            return own;
        }
        Job<?, ?> owner = Jenkins.get().getItem(name, own, Job.class);
        if (owner == null || !BackupReaders.mayRead(own, owner)) {
            // The same for both, so that nobody learns which jobs there are.
            throw refused(
                    "There is no job " + name + " whose backups " + own.getFullName() + " may restore. That job has to"
                            + " say so: properties([databaseBackupReaders('" + own.getFullName() + "')]).");
        }
        return owner;
    }

    /** Looks through the builds of the job, newest first, no further than the run can be. */
    private static Run<?, ?> ofRun(String reference, String time, Run<?, ?> reader) throws AbortException {
        for (Run<?, ?> build = reader; build != null; build = build.getPreviousBuild()) {
            if (ArchivedBackups.in(build).stream()
                    .anyMatch(backup -> backup.getRun().equals(reference))) {
                return build;
            }
            if (!build.isBuilding() && build.getStartTimeInMillis() + build.getDuration() < millis(time)) {
                break;
            }
        }
        throw refused("No build of this job has archived a backup of the run " + reference + ". Name another one.");
    }

    private static long millis(String time) {
        try {
            return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeParseException e) {
            return Long.MAX_VALUE;
        }
    }

    static AbortException refused(String why) {
        return new AbortException(why + " Nothing was run.");
    }
}
