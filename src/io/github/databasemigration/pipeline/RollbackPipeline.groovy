package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** A job that puts a database back: by hand, by a timer, or by another job whose deployment failed. */
final class RollbackPipeline implements Serializable {
    private static final long serialVersionUID = 1L

    private static final String ARMED = 'io.jenkins.plugins.databasemigration.armed.ArmedRollbackCause'

    private final Object steps
    private final Map<String, Object> settings
    private final Hooks hooks
    private final Target target
    private final Place place

    private RollbackPipeline(Object steps, Map<String, Object> settings, Hooks hooks) {
        this.steps = steps
        this.settings = settings
        this.hooks = hooks
        this.target = new Target(settings.environment ?: steps.params.ENVIRONMENT ?: null, Target.own(settings))
        this.place = new Place(steps, new Sources(steps, hooks.get('checkout'), settings.folder ?: '.', settings.files))
    }

    static void run(Object steps, Map arguments, Closure body) {
        Arguments.refuse(steps, 'databaseRollbackPipeline', mistakes(arguments))
        Map<String, Object> settings = Arguments.given(arguments)
        String ordered = steps.params.ENVIRONMENT
        if (ordered && settings.environment != null && ordered != settings.environment) {
            steps.error("databaseRollbackPipeline: this job puts ${settings.environment} back, not ${ordered}." +
                    ' Nothing was run. Start the job of that environment.')
        }
        new RollbackPipeline(steps, settings, Hooks.of(body)).rollBack()
    }

    @NonCPS
    private static List<String> mistakes(Map arguments) {
        return Arguments.mistakes('', arguments, Target.WHERE + [
            environment: 'text', agent: 'text', folder: 'text', files: 'text', timeout: 'text', cron: 'text',
            toBackupOf: 'text', toVersion: 'text', approvers: 'text', approval: 'false',
        ])
    }

    private void rollBack() {
        declare()
        Map<String, Object> destination = destination()
        Announcements announcements = new Announcements(steps, hooks.get('notifications'))
        try {
            approve(destination)
            awaitTime()
            Object result = null
            steps.stage(target.title('Roll back')) {
                place.migrate(target.agent()) {
                    result = steps.rollbackDatabase(target.where() + destination + conditions() + limit())
                }
            }
            steps.echo("Now at version ${result.toVersion}")
            verify()
            announcements.tell('rolledBack', target, "now at version ${result.toVersion}")
        } catch (Exception end) {
            announcements.tellEnd(end)
            throw end
        }
    }

    /** The job's parameters and timer. The first build of a new job only brings them. */
    private void declare() {
        List properties = [steps.parameters([
            steps.string(name: 'TO_BACKUP_OF', defaultValue: '', trim: true,
                    description: 'A build with an archived backup (shop/main#12, or a number), or the id of a run'),
            steps.string(name: 'TO_VERSION', defaultValue: '', trim: true,
                    description: 'Or the version to go down to'),
            steps.string(name: 'ENVIRONMENT', defaultValue: '', trim: true,
                    description: 'Of which environment, where this job does not say it'),
            steps.string(name: 'EXPECT_VERSION', defaultValue: '', trim: true,
                    description: 'Only where the database is still at this version; nothing: wherever it is'),
            steps.string(name: 'MAX_LOST_ROWS', defaultValue: '', trim: true,
                    description: 'Only where at most so many rows more than in the backup are lost; nothing: however many'),
            steps.string(name: 'AT', defaultValue: '', trim: true,
                    description: 'Not before this time, such as 2026-11-24T02:00+01:00[Europe/Berlin]; empty: at once'),
        ])]
        if (settings.cron != null) {
            properties << steps.pipelineTriggers([steps.cron(settings.cron)])
        }
        steps.properties(properties)
    }

    private Map<String, Object> destination() {
        String backup = steps.params.TO_BACKUP_OF ?: settings.toBackupOf
        String version = steps.params.TO_VERSION ?: settings.toVersion
        if ((backup == null) == (version == null)) {
            steps.error('databaseRollbackPipeline: give either TO_BACKUP_OF or TO_VERSION. Nothing was run.' +
                    ' Build with parameters.')
        }
        return backup != null ? [toBackupOf: backup] : [toVersion: version]
    }

    /** An armed rollback waits for nobody: the build that armed it had its people. */
    private void approve(Map<String, Object> destination) {
        if (settings.approval == false || steps.currentBuild.getBuildCauses(ARMED)) {
            return
        }
        steps.stage(target.title('Approve')) {
            place.requireNone('The approval')
            steps.input(
                    message: "Put ${target.name ?: 'the database'} back, ${destination}, ${steps.params.AT ?: 'at once'}?" +
                            ' What was written since is lost.',
                    ok: 'Roll back', submitter: settings.approvers)
        }
    }

    /** Whoever ordered this some time ago says what has to be so still. */
    private Map<String, Object> conditions() {
        Map<String, Object> conditions = [:]
        if (steps.params.EXPECT_VERSION) {
            conditions.expectVersion = steps.params.EXPECT_VERSION
        }
        if (steps.params.MAX_LOST_ROWS) {
            conditions.maxLostRows = steps.params.MAX_LOST_ROWS as Integer
        }
        return conditions
    }

    /** Approved while people are awake; nothing is held meanwhile, and a restart of Jenkins loses nothing. */
    private void awaitTime() {
        if (!steps.params.AT) {
            return
        }
        steps.stage(target.title('Wait')) {
            place.requireNone('The time of a rollback')
            steps.awaitRollbackTime(at: steps.params.AT, environment: target.name ?: '')
        }
    }

    private Map<String, Object> limit() {
        return settings.timeout == null ? [:] : [timeout: settings.timeout]
    }

    private void verify() {
        if (!hooks.has('verify')) {
            return
        }
        steps.stage(target.title('Verify')) {
            place.migrate(target.agent()) {
                hooks.get('verify').call(target.name)
            }
        }
    }
}
