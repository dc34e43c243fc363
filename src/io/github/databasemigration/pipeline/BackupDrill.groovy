package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** A nightly job that takes a backup and proves it: restored into a database that is made for that and thrown away. */
final class BackupDrill implements Serializable {
    private static final long serialVersionUID = 1L

    private BackupDrill() {}

    static void run(Object steps, Map arguments, Closure body) {
        Arguments.refuse(steps, 'backupDrillPipeline', mistakes(arguments))
        Map<String, Object> settings = Arguments.given(arguments)
        Hooks hooks = Hooks.of(body)
        Target target = new Target(settings.environment, Target.own(settings))
        Place place = new Place(
                steps, new Sources(steps, hooks.get('checkout'), settings.folder ?: '.', settings.files))
        Announcements announcements = new Announcements(steps, hooks.get('notifications'))
        if (settings.cron != null) {
            steps.properties([steps.pipelineTriggers([steps.cron(settings.cron)])])
        }
        try {
            Object backup = null
            steps.stage(target.title('Back up and restore')) {
                place.migrate(target.agent()) {
                    backup = steps.backupDatabase(target.where() + [verification: 'restore'])
                }
            }
            announcements.tell('succeeded', target, "backup ${backup.id} was restored")
        } catch (Exception end) {
            announcements.tellEnd(end)
            throw end
        }
    }

    @NonCPS
    private static List<String> mistakes(Map arguments) {
        return Arguments.mistakes('', arguments, Target.WHERE + [
            environment: 'text', agent: 'text', folder: 'text', files: 'text', cron: 'text',
        ])
    }
}
