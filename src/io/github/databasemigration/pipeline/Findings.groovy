package io.github.databasemigration.pipeline

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * What the checks find in a plan, where Jenkins shows such things: among the tests and, with the Warnings plugin, beside the
 * code. What blocks is decided by checks.fail in database-migration.yml alone, so none of it makes a build unstable.
 */
final class Findings implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps

    Findings(Object steps) {
        this.steps = steps
    }

    /** Plans, and publishes what was found: also where that lets nothing run and the plan fails. */
    Object plan(String title, Target target) {
        try {
            return steps.planDatabaseMigration(target.pending())
        } finally {
            String folder = "${target.project()}.database-migration/"
            publish {
                steps.junit(
                        testResults: "${folder}check.xml".toString(), allowEmptyResults: true,
                        skipMarkingBuildUnstable: true)
            }
            publish {
                steps.recordIssues(
                        enabledForFailure: true,
                        tool: steps.sarif(
                                pattern: "${folder}check.sarif".toString(), name: title,
                                id: title.replaceAll('[^A-Za-z0-9]+', '-').toLowerCase()))
            }
        }
    }

    /** The findings are artifacts of the build already, so a plugin that is not there or fails decides nothing. */
    private void publish(Closure step) {
        try {
            step.call()
        } catch (FlowInterruptedException stopped) {
            throw stopped
        } catch (NoSuchMethodError absent) {
            if (!absent.message.startsWith('No such DSL method')) {
                throw absent
            }
        } catch (Exception e) {
            steps.echo("What the checks found was not published: ${e.message}")
        }
    }
}
