package io.jenkins.plugins.databasemigration.scheduled;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.DatabaseMigrationAction;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackup;
import io.jenkins.plugins.databasemigration.backup.ArchivedBackups;
import io.jenkins.plugins.databasemigration.history.WaitingRollbacks;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** On a build that migrated and kept a backup of before: to put the database back at a time. */
public final class RollbackScheduling implements Action {
    private final Run<?, ?> build;

    RollbackScheduling(Run<?, ?> build) {
        this.build = build;
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    /** The migrations to before which it can go, in the order of the build. */
    public List<DatabaseMigrationResult> getMigrations() {
        DatabaseMigrationAction action = build.getAction(DatabaseMigrationAction.class);
        if (action == null) {
            return List.of();
        }
        Set<String> archived =
                ArchivedBackups.in(build).stream().map(ArchivedBackup::getRun).collect(Collectors.toSet());
        return action.getResults().stream()
                .filter(result -> result.getCommand().equals("migrate") && archived.contains(result.getRun()))
                .toList();
    }

    /** The rollbacks to before them that wait for their time. */
    public List<ScheduledRollback> getRollbacks() throws IOException {
        return WaitingRollbacks.before(
                getMigrations().stream().map(DatabaseMigrationResult::getRun).collect(Collectors.toSet()));
    }

    /** The jobs that whoever looks may have do it. */
    public List<Job<?, ?>> getJobs() {
        return RollbackJobs.of(build.getParent());
    }

    /** What the form proposes for a migration. */
    public ZonedDateTime bestTime(DatabaseMigrationResult migration) throws AbortException {
        return new RollbackRequest(build, migration).bestTime();
    }

    /** Whether whoever looks may put databases of this job back. */
    public boolean isPermitted() {
        return build.getParent().hasPermission(Permissions.ROLLBACK);
    }

    /**
     * Schedules one.
     *
     * @param run the migration to before which it goes
     * @param job the full name of the job that does it
     * @param at the local time
     * @param zone where that is the time
     */
    @RequirePOST
    public HttpResponse doSchedule(
            @QueryParameter String run,
            @QueryParameter String job,
            @QueryParameter String at,
            @QueryParameter String zone) {
        build.getParent().checkPermission(Permissions.ROLLBACK);
        DatabaseMigrationResult migration = getMigrations().stream()
                .filter(each -> each.getRun().equals(run))
                .findFirst()
                .orElseThrow(() -> refused(Messages.RollbackScheduling_NoMigration()));
        Job<?, ?> chosen = Jenkins.get().getItemByFullName(job, Job.class);
        if (chosen == null || !RollbackJobs.isFor(chosen, build.getParent())) {
            throw refused(Messages.RollbackScheduling_NoJob());
        }
        try {
            ZonedDateTime time = LocalDateTime.parse(at).atZone(ZoneId.of(zone));
            new RollbackRequest(build, migration).schedule(chosen, time);
            return HttpResponses.redirectTo(Jenkins.get().getRootUrlFromRequest() + chosen.getUrl());
        } catch (DateTimeException e) {
            throw refused(Messages.RollbackScheduling_NoTime());
        } catch (IOException e) {
            throw refused(e.getMessage());
        }
    }

    private static HttpResponses.HttpResponseException refused(String why) {
        return HttpResponses.errorWithoutStack(400, why);
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return isPermitted() ? "symbol-hourglass" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.RollbackScheduling_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "schedule-database-rollback";
    }

    /** Gives it to every build that it is for. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        /** Without this it would be asked for while it asks for other actions. */
        @Override
        public Class<? extends Action> actionType() {
            return RollbackScheduling.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run run) {
            RollbackScheduling scheduling = new RollbackScheduling(run);
            return scheduling.getMigrations().isEmpty() ? List.of() : List.of(scheduling);
        }
    }
}
