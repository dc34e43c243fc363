package io.jenkins.plugins.databasemigration.armed;

import hudson.model.Job;
import io.jenkins.plugins.databasemigration.armed.RollbackOrder.Way;
import io.jenkins.plugins.databasemigration.backup.BackupReaders;
import io.jenkins.plugins.databasemigration.backup.LocatedBackup;
import io.jenkins.plugins.databasemigration.history.LaterRun;
import java.io.IOException;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;

/**
 * What this Jenkins knows against a rollback, when it is armed and again before it starts. What only the database knows, the
 * rollback itself asks there.
 */
final class Objection {
    private final ArmedRollback armed;

    private Objection(ArmedRollback armed) {
        this.armed = armed;
    }

    /** Empty where nothing is known against it. */
    static Optional<String> to(ArmedRollback armed) throws IOException {
        Objection objection = new Objection(armed);
        return objection.later().or(objection::job).or(objection::backup);
    }

    /** A rollback would take back what somebody did since. */
    private Optional<String> later() throws IOException {
        ArmedMigration migration = armed.getMigration();
        return LaterRun.of(migration.getEnvironment(), migration.getDatabase(), migration.getRun())
                .map(later -> later + " has changed " + migration.getEnvironment() + " since");
    }

    private Optional<String> job() {
        String name = armed.getOrder().getJob();
        Job<?, ?> job = armed.getOrder().find();
        if (job == null) {
            return Optional.of("there is no job " + name);
        } else if (!(job instanceof ParameterizedJobMixIn.ParameterizedJob) || !job.isBuildable()) {
            return Optional.of(name + " cannot be built: it is disabled, or was never saved");
        }
        return Optional.empty();
    }

    private Optional<String> backup() {
        if (armed.getOrder().getWay() != Way.BACKUP) {
            return Optional.empty();
        }
        ArmingBuild build = armed.getBuild();
        LocatedBackup backup = LocatedBackup.again(
                build.getJob(), build.getNumber(), armed.getMigration().getRun());
        if (backup == null) {
            return Optional.of(build + " has no archived backup of the run "
                    + armed.getMigration().getRun());
        }
        String reader = armed.getOrder().getJob();
        if (!BackupReaders.mayRead(armed.getOrder().find(), backup.build().getParent())) {
            return Optional.of(reader + " may not restore the backups of " + build.getJob()
                    + ", which has to say so: properties([databaseBackupReaders('" + reader + "')])");
        }
        return Optional.empty();
    }
}
