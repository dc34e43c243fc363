package io.jenkins.plugins.databasemigration.scheduled;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import io.jenkins.plugins.databasemigration.backup.LocatedBackup;
import io.jenkins.plugins.databasemigration.backup.RollbackParameters;
import io.jenkins.plugins.databasemigration.history.SeenVersion;
import io.jenkins.plugins.databasemigration.protection.Protection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;

/**
 * To put a database back to before a migration.
 *
 * @param build whose migration
 * @param migration what it did
 */
record RollbackRequest(Run<?, ?> build, DatabaseMigrationResult migration) {
    private static final LocalTime NIGHT = LocalTime.of(2, 0);

    /** When it is best begun: when the maintenance window opens next, or else in the night. */
    ZonedDateTime bestTime() throws AbortException {
        Instant now = Instant.now();
        Optional<ZonedDateTime> opening = protection().nextOpening(now);
        if (opening.isPresent()) {
            return opening.get();
        }
        ZonedDateTime tonight = now.atZone(ZoneId.systemDefault()).with(NIGHT);
        return tonight.toInstant().isAfter(now) ? tonight : tonight.plusDays(1);
    }

    /**
     * Starts a job that does it at its time: now, so that people approve it while they are awake.
     *
     * @throws AbortException where it could not begin then, or where Jenkins does not take the build
     */
    Queue.Item schedule(Job<?, ?> job, ZonedDateTime at) throws IOException {
        RollbackTime time = time(at);
        Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(
                job,
                0,
                new CauseAction(new Cause.UserIdCause()),
                parameters(job, time),
                new ScheduledRollback(
                        time,
                        new RollbackGoal(
                                migration.getEnvironment(),
                                migration.getDatabase(),
                                migration.getRun(),
                                migration.getFromVersion())));
        if (item == null) {
            throw new AbortException(Messages.RollbackRequest_NotTaken(job.getFullDisplayName()));
        }
        return item;
    }

    /** What is approved is what is known now, so that the job refuses where the database is at another version by then. */
    private ParametersAction parameters(Job<?, ?> job, RollbackTime time) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(RollbackParameters.TO_BACKUP_OF, backup());
        values.put(RollbackParameters.AT, time.toString());
        values.put(RollbackParameters.ENVIRONMENT, migration.getEnvironment());
        values.put(
                RollbackParameters.EXPECT_VERSION, SeenVersion.of(migration.getEnvironment(), migration.getDatabase()));
        values.values().removeIf(Objects::isNull);
        values.keySet().retainAll(RollbackJobs.parameters(job));
        return new ParametersAction(RollbackParameters.of(values));
    }

    /** From that time on, until the window closes in which it is. */
    private RollbackTime time(ZonedDateTime at) throws AbortException {
        Instant start = at.toInstant();
        if (!start.isAfter(Instant.now())) {
            throw new AbortException(Messages.RollbackRequest_Past(at));
        }
        Protection protection = protection();
        protection.checkTime(start);
        return protection
                .closing(start)
                .map(closing -> new RollbackTime(at, Duration.between(start, closing)))
                .orElseGet(() -> RollbackTime.from(at));
    }

    /** This very one, also where the build migrated several times. */
    private String backup() {
        return LocatedBackup.reference(build.getParent().getFullName(), build.getNumber(), migration.getRun());
    }

    private Protection protection() throws AbortException {
        return Protection.of(migration.undertaking(build.getParent()));
    }
}
