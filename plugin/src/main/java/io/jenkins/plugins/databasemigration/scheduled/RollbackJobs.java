package io.jenkins.plugins.databasemigration.scheduled;

import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.databasemigration.Permissions;
import io.jenkins.plugins.databasemigration.backup.BackupReaders;
import io.jenkins.plugins.databasemigration.backup.RollbackParameters;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;

/** The jobs that can put back what another job migrated: those of {@code databaseRollbackPipeline}. */
final class RollbackJobs {
    private RollbackJobs() {}

    /** Those that whoever looks may start for that, and that may have the backups of a job. */
    static List<Job<?, ?>> of(Job<?, ?> owner) {
        return StreamSupport.stream(
                        Items.allItems2(Jenkins.getAuthentication2(), Jenkins.get(), Job.class)
                                .spliterator(),
                        false)
                .<Job<?, ?>>map(job -> job)
                .filter(job -> isFor(job, owner))
                .toList();
    }

    /** Whether a job is one of them. */
    static boolean isFor(Job<?, ?> job, Job<?, ?> owner) {
        return job instanceof ParameterizedJob<?, ?> started
                && started.isBuildable()
                && job.hasPermission(Item.BUILD)
                && job.hasPermission(Permissions.ROLLBACK)
                && asks(job)
                && BackupReaders.mayRead(job, owner);
    }

    private static boolean asks(Job<?, ?> job) {
        return parameters(job).containsAll(Set.of(RollbackParameters.TO_BACKUP_OF, RollbackParameters.AT));
    }

    /** The names of the parameters that a job declares; Jenkins takes no others. */
    static List<String> parameters(Job<?, ?> job) {
        ParametersDefinitionProperty declared = job.getProperty(ParametersDefinitionProperty.class);
        return declared == null ? List.of() : declared.getParameterDefinitionNames();
    }
}
