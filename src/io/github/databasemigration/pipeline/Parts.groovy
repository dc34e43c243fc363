package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** The parts of the standard pipeline, for pipelines of another shape, scripted or Declarative. */
final class Parts implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps
    private final Target target
    private final Place place
    private final Announcements announcements

    private Parts(Object steps, Map<String, Object> given) {
        this.steps = steps
        this.target = new Target(given.environment, Target.own(given))
        this.place = new Place(steps, new Sources(steps, given.checkout, given.folder ?: '.', given.files))
        this.announcements = new Announcements(steps, null)
    }

    /** Plan, approval, backup, migration, verification; with a plan, what comes after the approval. */
    static Object migrate(Object steps, Map arguments) {
        Map<String, Object> given = checked(steps, 'migrateStage', arguments,
                Target.known() + project() + [plan: 'plan'], [])
        Parts parts = new Parts(steps, given)
        Migration migration = new Migration(steps, parts.place, parts.announcements, parts.target)
        Object plan = given.plan
        if (plan == null) {
            if (parts.target.asksPeople()) {
                parts.place.requireNone('migrateStage')
            }
            plan = migration.plan()
            migration.approve(plan)
        }
        Object result = migration.migrate(plan)
        if (result != null) {
            migration.verify(null)
        }
        return result
    }

    /** The approval of a plan. */
    static void approve(Object steps, Map arguments) {
        Map<String, Object> given = checked(steps, 'approveStage', arguments,
                Target.APPROVAL + [environment: 'text', plan: 'plan'], ['plan'])
        Parts parts = new Parts(steps, [
            environment: given.environment,
            approval: given.subMap(Target.APPROVAL.keySet().findAll { given.containsKey(it) }),
        ])
        new Migration(steps, parts.place, parts.announcements, parts.target).approve(given.plan)
    }

    /** The deployment, which can put the database back where it fails. */
    static void deploy(Object steps, Map arguments, Closure body) {
        Map<String, Object> given = checked(steps, 'deployStage', arguments,
                Target.known() + project() + [migrated: 'result', healthy: 'closure'], [])
        Parts parts = new Parts(steps, given)
        new Deployment(steps, parts.place, parts.announcements, parts.target)
                .deploy('Deploy', body, given.migrated, given.healthy)
    }

    @NonCPS
    private static Map<String, String> project() {
        return [environment: 'text', folder: 'text', files: 'text', checkout: 'closure']
    }

    private static Map<String, Object> checked(
            Object steps, String step, Map arguments, Map<String, String> known, List<String> needed) {
        Arguments.refuse(steps, step, wrong(arguments, known, needed))
        return Arguments.given(arguments)
    }

    @NonCPS
    private static List<String> wrong(Map arguments, Map<String, String> known, List<String> needed) {
        Map<String, Object> given = Arguments.given(arguments)
        List<String> mistakes = Arguments.mistakes('', given, known)
        mistakes.addAll(needed.findAll { !given.containsKey(it) }.collect { "${it} is missing".toString() })
        if (known.containsKey('approval')) {
            mistakes.addAll(Target.mistakes('', Target.own(given)))
        }
        return mistakes.unique()
    }
}
