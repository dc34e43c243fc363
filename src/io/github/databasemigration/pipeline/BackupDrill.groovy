package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/**
 * A nightly job that proves the backup that would be needed if it were tonight: the newest one that was archived, restored
 * into a database that is made for that and thrown away.
 */
final class BackupDrill implements Serializable {
    private static final long serialVersionUID = 1L

    /** A week without a backup is a backup that nobody takes any more. */
    private static final String MAX_AGE = '7d'

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
        Map<String, Object> newest = archived(settings)
        try {
            Object backup = null
            steps.stage(target.title(settings.fresh ? 'Back up and restore' : 'Restore the newest backup')) {
                place.migrate(target.agent()) {
                    backup = settings.fresh
                            ? steps.backupDatabase(target.where() + [verification: 'restore'])
                            : steps.verifyDatabaseBackup(target.where() + newest)
                }
            }
            announcements.tell('succeeded', target, "backup ${backup.id} was restored")
        } catch (Exception end) {
            announcements.tellEnd(end)
            throw end
        }
    }

    /** Which of the archived ones. */
    @NonCPS
    private static Map<String, Object> archived(Map<String, Object> settings) {
        Map<String, Object> archived = [
            backupsOf: settings.backupsOf instanceof Collection ? settings.backupsOf.join(',') : settings.backupsOf,
            maxAge: settings.maxAge ?: MAX_AGE,
        ]
        return settings.backupKeyCredentialsId == null
                ? archived
                : archived + [backupKeyCredentialsId: settings.backupKeyCredentialsId]
    }

    @NonCPS
    private static List<String> mistakes(Map arguments) {
        List<String> mistakes = Arguments.mistakes('', arguments, Target.WHERE + [
            environment: 'text', agent: 'text', folder: 'text', files: 'text', cron: 'text', backupsOf: 'names',
            maxAge: 'time', backupKeyCredentialsId: 'text', fresh: 'flag',
        ])
        boolean archived = ['backupsOf', 'maxAge', 'backupKeyCredentialsId'].any { arguments[it] != null }
        if (arguments.fresh == true && archived) {
            mistakes << 'fresh: true takes a backup of its own, so backupsOf, maxAge and backupKeyCredentialsId say nothing'
        } else if (arguments.fresh != true && arguments.backupsOf == null) {
            mistakes << 'backupsOf is missing: the jobs that archive backups (or fresh: true, to prove one taken now)'
        }
        return mistakes
    }
}
