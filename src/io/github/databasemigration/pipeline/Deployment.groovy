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
     * @param migrated what the migration before did, or the backup before it; null: nothing that could be put back
     */
    void deploy(String title, Closure hook, Object migrated) {
        try {
            run(title, hook)
        } catch (FlowInterruptedException stopped) {
            // Whoever stops a deployment decides himself about the database.
            throw stopped
        } catch (Exception failure) {
            if (migrated != null && target.rollsBack()) {
                steps.echo("The deployment failed: ${failure.message}")
                rollBack(migrated)
            }
            throw failure
        }
        announcements.tell('deployed', target, target.name)
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
