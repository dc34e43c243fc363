package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.DatabaseMigrationAction;
import io.jenkins.plugins.databasemigration.DatabaseMigrationResult;
import io.jenkins.plugins.databasemigration.RollbackPermission;
import io.jenkins.plugins.databasemigration.approval.AnnouncedRollback;
import io.jenkins.plugins.databasemigration.armed.RollbackOrder.Way;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/** What a step asks for: how the last migration of its build is to be taken back, and when. */
final class Arming implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Duration within;
    private final String job;

    @CheckForNull
    private final String environment;

    private final Way way;

    @CheckForNull
    private final Long maxLostRows;

    /** @param environment null: that of the build's last migration */
    Arming(Duration within, String job, @CheckForNull String environment, Way way, @CheckForNull Long maxLostRows) {
        this.within = within;
        this.job = job;
        this.environment = environment;
        this.way = way;
        this.maxLostRows = maxLostRows;
    }

    /**
     * Arms, or refuses with everything that would have to be refused at its time. A step that is resumed asks again and gets
     * what it has armed before.
     *
     * @param node the id of the step in the flow of its build
     */
    ArmedRollback arm(Run<?, ?> run, String node) throws IOException {
        String id = Util.getDigestOf(run.getExternalizableId() + "/" + node);
        ArmedRollback known = ArmedRollbacks.get().find(id);
        if (known != null) {
            return known;
        }
        Job<?, ?> rollback = Jenkins.get().getItem(job, run.getParent(), Job.class);
        if (rollback == null) {
            throw refused("there is no job " + job);
        }
        DatabaseMigrationResult migrated = migrated(run);
        ArmedRollback armed = new ArmedRollback(
                id,
                ArmingBuild.of(run, AnnouncedRollback.approvers(run, migrated.getDigest(), within, rollback)),
                new ArmedMigration(migrated),
                new RollbackOrder(rollback.getFullName(), way, maxLostRows),
                System.currentTimeMillis() + within.toMillis(),
                Fate.armed());
        Optional<String> objection = Objection.to(armed);
        if (objection.isPresent()) {
            throw refused(objection.get());
        }
        for (String answerable : armed.answerable()) {
            if (!RollbackPermission.permitted(rollback, answerable)) {
                throw refused(answerable + " may not put databases of "
                        + armed.getOrder().getJob() + " back (Database Migration/Rollback)");
            }
        }
        return ArmedRollbacks.get().add(armed);
    }

    /** The last run of the build that changed the database. */
    private DatabaseMigrationResult migrated(Run<?, ?> run) throws AbortException {
        DatabaseMigrationAction action = run.getAction(DatabaseMigrationAction.class);
        List<DatabaseMigrationResult> results = action == null ? List.of() : action.getResults();
        DatabaseMigrationResult last = results.stream()
                .filter(result -> result.getCommand().equals("migrate"))
                .filter(result -> environment == null || result.getEnvironment().equals(environment))
                .reduce((first, second) -> second)
                .orElseThrow(() -> refused("this build has migrated no database"
                        + (environment == null ? "" : " of the environment " + environment)));
        if (last.getFailure() != null) {
            throw refused("the migration of " + last.getEnvironment() + " did not end well");
        } else if (last.getApplied().isEmpty() || last.getToVersion() == null) {
            throw refused("the migration of " + last.getEnvironment() + " had nothing to do");
        }
        return last;
    }

    private static AbortException refused(String why) {
        return new AbortException("No rollback was armed: " + why + ".");
    }
}
