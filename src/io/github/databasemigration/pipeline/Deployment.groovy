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

    /** @param migrated what the migration before did; null: nothing that could be put back */
    void deploy(Closure hook, Object migrated) {
        try {
            run('Deploy', hook)
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
    Object run(String title, Closure hook) {
        Object answer = null
        steps.stage(target.title(title)) {
            place.deploy(target.agent()) {
                answer = hook.call(target.name)
            }
        }
        return answer
    }

    private void rollBack(Object migrated) {
        steps.stage(target.title('Roll back')) {
            place.migrate(target.agent()) {
                steps.rollbackDatabase(target.where() + [toBackupOf: migrated])
            }
        }
        announcements.tell('rolledBack', target, "back at version ${migrated.fromVersion}")
    }
}
