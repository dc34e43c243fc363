package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** The code is deployed first, without traffic, which waits for an operator and for the migration. */
final class ManualStrategy implements Serializable {
    private static final long serialVersionUID = 1L

    @NonCPS
    List<String> hooks() {
        return ['deploy', 'switchTraffic']
    }

    /** Nobody to wait for would be another strategy. */
    @NonCPS
    List<String> mistakes(List<Target> targets) {
        return targets.findAll { !it.asksPeople() }.collect {
            "approval: false for ${it.name ?: 'the only environment'}, but the strategy manual waits for an operator".toString()
        }
    }

    @NonCPS
    List<Target> parts(Target target) {
        return [target]
    }

    void run(Rollout rollout) {
        rollout.supersede()
        rollout.deployment.run('Deploy', rollout.hooks.get('deploy'))
        Object plan = rollout.migration.plan()
        rollout.migration.approve(plan)
        rollout.supersede()
        if (rollout.migration.migrate(plan) != null) {
            rollout.migration.verify(rollout.hooks.get('verify'))
        }
        rollout.deployment.run('Switch traffic', rollout.hooks.get('switchTraffic'))
    }
}
