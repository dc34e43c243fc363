package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** The schema first, then the code, each a step of its own. */
final class PipelineStrategy implements Serializable {
    private static final long serialVersionUID = 1L

    /** The closures without which it cannot be. */
    @NonCPS
    List<String> hooks() {
        return ['deploy']
    }

    /** What is wrong with the settings of the environments. */
    @NonCPS
    List<String> mistakes(List<Target> targets) {
        return []
    }

    /** An environment in the parts that are planned by themselves. */
    @NonCPS
    List<Target> parts(Target target) {
        return [target]
    }

    void run(Rollout rollout) {
        rollout.supersede()
        Object plan = rollout.migration.plan()
        rollout.migration.approve(plan)
        rollout.supersede()
        Object migrated = rollout.migration.migrate(plan)
        if (migrated != null) {
            rollout.migration.verify(rollout.hooks.get('verify'))
        }
        rollout.deployment.deploy('Deploy', rollout.hooks.get('deploy'), migrated, rollout.hooks.get('healthy'))
    }
}
