package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/**
 * Two versions of the application serve for a while. What only adds runs before the new one starts; what takes away runs
 * when nothing of the old one serves any more.
 */
final class ExpandContractStrategy implements Serializable {
    private static final long serialVersionUID = 1L

    @NonCPS
    List<String> hooks() {
        return ['deployGreen', 'healthy', 'switchTraffic', 'retireBlue']
    }

    @NonCPS
    List<String> mistakes(List<Target> targets) {
        List<String> mistakes = []
        for (Target target in targets) {
            for (String phase in ['expand', 'contract']) {
                if (!target.has(phase)) {
                    mistakes << "${phase} is missing for ${target.name ?: 'the only environment'}".toString()
                }
            }
        }
        return mistakes
    }

    @NonCPS
    List<Target> parts(Target target) {
        return [target.only('expand'), target.only('contract')]
    }

    void run(Rollout rollout) {
        rollout.supersede()
        expand(rollout.only('expand'))
        rollout.deployment.require('Check green', rollout.hooks.get('healthy'))
        rollout.deployment.run('Switch traffic', rollout.hooks.get('switchTraffic'))
        rollout.deployment.require('Check traffic', rollout.hooks.get('healthy'))
        rollout.deployment.require('Retire blue', rollout.hooks.get('retireBlue'))
        contract(rollout.only('contract'))
    }

    private void expand(Rollout rollout) {
        Object plan = rollout.migration.plan()
        rollout.migration.approve(plan)
        rollout.supersede()
        Object migrated = rollout.migration.migrate(plan)
        if (migrated != null) {
            rollout.migration.verify(null)
        }
        rollout.deployment.deploy('Deploy green', rollout.hooks.get('deployGreen'), migrated)
    }

    private void contract(Rollout rollout) {
        Object plan = rollout.migration.plan()
        if (plan.empty) {
            return
        }
        rollout.migration.approve(plan)
        rollout.supersede()
        // People may have taken days, and somebody may have gone back to the old version meanwhile.
        rollout.deployment.require('Check blue', rollout.hooks.get('retireBlue'))
        rollout.migration.migrate(plan)
        rollout.migration.verify(rollout.hooks.get('verify'))
    }
}
