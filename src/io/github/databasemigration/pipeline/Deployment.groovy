package io.github.databasemigration.pipeline

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** The deployment of the application to one environment, after its database. */
final class Deployment implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps
    private final Place place
    private final Announcements announcements
    private final Target target

    Deployment(Object steps, Place place, Announcements announcements, Target target) {
        this.steps = steps
        this.place = place
        this.announcements = announcements
        this.target = target
    }

    /**
     * Where that is said, a rollback is armed before the deployment begins, so that also one which never ends is taken back.
     *
     * @param migrated what the migration before did, or the backup before it; null: nothing that could be put back
     * @param healthy asked until it answers true, which disarms; null: people disarm
     */
    void deploy(String title, Closure hook, Object migrated, Closure healthy = null) {
        boolean armed = migrated != null && target.arms()
        if (armed) {
            steps.armDatabaseRollback(target.arming())
        }
        try {
            run(title, hook)
        } catch (FlowInterruptedException stopped) {
            // Whoever stops a deployment decides himself about the database.
            throw stopped
        } catch (Exception failure) {
            if (migrated != null && target.rollsBack()) {
                steps.echo("The deployment failed: ${failure.message}")
                rollBack(migrated)
                disarm(armed, 'the failed deployment was taken back at once')
            }
            throw failure
        }
        announcements.tell('deployed', target, target.name)
        if (armed && healthy != null) {
            require('Check health', healthy)
            disarm(armed, 'healthy answered true')
        }
    }

    private void disarm(boolean armed, String evidence) {
        if (armed) {
            steps.disarmDatabaseRollback(target.named() + [evidence: evidence])
        }
    }

    /** A stage in which a hook is given the environment's name. */
    void run(String title, Closure hook) {
        steps.stage(target.title(title)) {
            place.deploy(target.agent()) {
                hook.call(target.name)
            }
        }
    }

    /** A stage in which a hook is asked until it answers true, and fails where it does not. */
    void require(String title, Closure hook) {
        steps.stage(target.title(title)) {
            place.deploy(target.agent()) {
                new Patience(steps, target.waitMinutes()).until(title) {
                    hook.call(target.name)
                }
            }
        }
    }

    private void rollBack(Object migrated) {
        Object result = null
        steps.stage(target.title('Roll back')) {
            place.migrate(target.agent()) {
                result = steps.rollbackDatabase(target.where() + [toBackupOf: migrated])
            }
        }
        announcements.tell('rolledBack', target, "back at version ${result.toVersion}")
    }
}
