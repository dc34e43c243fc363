package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/**
 * The application migrates its database itself when it starts: everything around that is done here. The backup comes after
 * the approval, which may take days.
 */
final class StartupStrategy implements Serializable {
    private static final long serialVersionUID = 1L

    @NonCPS
    List<String> hooks() {
        return ['deploy']
    }

    @NonCPS
    List<String> mistakes(List<Target> targets) {
        return []
    }

    @NonCPS
    List<Target> parts(Target target) {
        return [target]
    }

    void run(Rollout rollout) {
        rollout.supersede()
        Object plan = rollout.migration.plan()
        rollout.migration.approve(plan)
        rollout.supersede()
        Object backup = plan.empty ? null : rollout.migration.backUp()
        rollout.deployment.deploy('Deploy', rollout.hooks.get('deploy'), backup)
        rollout.migration.await()
        rollout.migration.verify(rollout.hooks.get('verify'))
    }
}
