package io.github.databasemigration.pipeline

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** Tells the project's own hook what happens. Whatever goes wrong there never decides about a database. */
final class Announcements implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps
    private final Closure hook

    /** @param hook null: nobody is told */
    Announcements(Object steps, Closure hook) {
        this.steps = steps
        this.hook = hook
    }

    /**
     * @param what started, approval, migrated, deployed, rolledBack, succeeded, failed or aborted
     * @param target null: the whole build
     */
    void tell(String what, Target target, String text) {
        if (hook == null) {
            return
        }
        try {
            hook.call([what: what, environment: target?.name, text: text, url: steps.env.BUILD_URL])
        } catch (FlowInterruptedException stopped) {
            throw stopped
        } catch (Exception e) {
            steps.echo("The notification of \"${what}\" failed, which changes nothing: ${e.message}")
        }
    }

    /** How a build ended that did not end well. */
    void tellEnd(Exception end) {
        tell(end instanceof FlowInterruptedException ? 'aborted' : 'failed', null, end.message)
    }
}
