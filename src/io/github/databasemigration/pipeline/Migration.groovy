package io.github.databasemigration.pipeline

/** The migration of one environment's database in its parts, each a stage. */
final class Migration implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps
    private final Place place
    private final Announcements announcements
    private final Target target

    Migration(Object steps, Place place, Announcements announcements, Target target) {
        this.steps = steps
        this.place = place
        this.announcements = announcements
        this.target = target
    }

    /** What would run, and what the checks say about it. */
    Object plan() {
        Object plan = null
        String title = target.title('Plan')
        steps.stage(title) {
            place.migrate(target.agent()) {
                plan = new Findings(steps).plan(title, target)
            }
        }
        return plan
    }

    /** Waits for people, without an agent, where there is something to approve. */
    void approve(Object plan) {
        if (!target.asksPeople() || plan.empty) {
            return
        }
        steps.stage(target.title('Approve')) {
            place.requireNone('The approval')
            announcements.tell('approval', target, "${plan.pending.size()} to approve, plan ${plan.digest}")
            steps.approveDatabaseMigration(target.approval() + target.announcement() + [plan: plan])
        }
    }

    /**
     * Backs up and migrates, in one run: the backup is of the moment before, under the lock that no other migration gets.
     *
     * @return what the run did; null where there was nothing to do
     */
    Object migrate(Object plan) {
        if (plan.empty) {
            steps.echo("${target.name ?: 'The database'}: nothing to migrate")
            return null
        }
        if (target.parts() > 1) {
            return migrateInParts(plan)
        }
        Object result = null
        steps.stage(target.title('Back up and migrate')) {
            result = run([plan: plan])
        }
        announcements.tell('migrated', target, "now at version ${result.toVersion}")
        return result
    }

    /**
     * Those of a fleet that go first, and then all others in parts beside each other, each on an agent.
     *
     * @return what the run of the first did
     */
    private Object migrateInParts(Object plan) {
        Object first = null
        steps.stage(target.title('Back up and migrate the first')) {
            first = run([plan: plan, part: 'canary'])
        }
        steps.stage(target.title('Migrate the others')) {
            Map branches = [:]
            for (int i = 1; i <= target.parts(); i++) {
                String part = "${i}/${target.parts()}"
                branches[part] = { run([plan: plan, part: part]) }
            }
            steps.parallel(branches)
        }
        announcements.tell('migrated', target, "all of its ${plan.targets} targets")
        return first
    }

    private Object run(Map which) {
        Object result = null
        place.migrate(target.agent()) {
            result = steps.migrateDatabase(target.migration() + which)
        }
        return result
    }

    /** Takes a backup by itself, where the migration runs elsewhere. */
    Object backUp() {
        Object backup = null
        steps.stage(target.title('Back up')) {
            place.migrate(target.agent()) {
                backup = steps.backupDatabase(target.where())
            }
        }
        return backup
    }

    /** Waits until nothing is left to do: somebody else migrates. */
    void await() {
        steps.stage(target.title('Wait for the version')) {
            place.migrate(target.agent()) {
                new Patience(steps, target.waitMinutes()).until('the migrations that the application runs itself') {
                    steps.planDatabaseMigration(target.pending()).empty
                }
            }
        }
    }

    /** Proves that nothing is left to do, and asks the project. */
    void verify(Closure hook) {
        steps.stage(target.title('Verify')) {
            place.migrate(target.agent()) {
                Object left = steps.planDatabaseMigration(target.pending())
                if (!left.empty) {
                    steps.error("After the migration these are still pending: ${left.pending.join(', ')}." +
                            ' Nothing was deployed. Look at the report of the migration.')
                }
                if (hook != null) {
                    hook.call(target.name)
                }
            }
        }
    }
}
