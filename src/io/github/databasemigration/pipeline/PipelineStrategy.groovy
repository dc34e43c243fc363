package io.github.databasemigration.pipeline

/** The schema first, then the code, each a step of its own. */
final class PipelineStrategy implements Serializable {
    private static final long serialVersionUID = 1L

    static final List<String> HOOKS = ['deploy']

    void run(Rollout rollout) {
        rollout.supersede()
        Object plan = rollout.migration.plan()
        rollout.migration.approve(plan)
        rollout.supersede()
        Object migrated = rollout.migration.migrate(plan)
        if (migrated != null) {
            rollout.migration.verify(rollout.hooks.get('verify'))
        }
        rollout.deployment.deploy(rollout.hooks.get('deploy'), migrated)
    }
}
