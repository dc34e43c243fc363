package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** One environment, and what the steps are told about it beyond database-migration.yml. */
final class Target implements Serializable {
    private static final long serialVersionUID = 1L

    /** What every step that reaches a database is told. */
    static final Map<String, String> WHERE = [
        config: 'text', credentialsId: 'text', jdk: 'text', tool: 'text', url: 'text', locations: 'text', target: 'text',
        targetName: 'text',
    ]

    /** Which migrations a plan and its run are about, where they are told apart by their phase. */
    static final Map<String, String> WHICH = [phase: 'text']

    /** What only a migration is told. */
    static final Map<String, String> HOW = [backup: 'text', onFailure: 'text', timeout: 'text']

    /** What a gate is told. */
    static final Map<String, String> APPROVAL = [
        approvers: 'text', required: 'number', notStarter: 'flag', notAuthors: 'flag', notAdministrators: 'flag',
        reasonRequired: 'flag', expiresAfter: 'time', remindEvery: 'time',
    ]

    /** What an armed rollback is told. */
    static final Map<String, String> ARMED = [within: 'time', job: 'text', maxLostRows: 'number', byScripts: 'flag']

    /** As in database-migration.yml; null: the only one there. */
    final String name

    /** Which of the migrations of this environment, where there are several; null: all. */
    private final String phase

    private final Map<String, Object> settings

    Target(String name, Map<String, Object> settings, String phase = null) {
        this.name = name
        this.settings = settings
        this.phase = phase
    }

    /** All that can be set for an environment. A method: constants of other constants cannot be made when a build resumes. */
    @NonCPS
    static Map<String, String> known() {
        return WHERE + HOW + [
            agent: 'text', approval: 'settings or false', onDeployFailure: 'text', waitMinutes: 'number',
            expand: 'settings', contract: 'settings', armed: 'settings', parts: 'number',
        ]
    }

    /** Those of some settings that are an environment's. */
    @NonCPS
    static Map<String, Object> own(Map<String, Object> settings) {
        return settings.subMap(known().keySet().findAll { settings.containsKey(it) })
    }

    @NonCPS
    static List<String> mistakes(String where, Map arguments) {
        List<String> mistakes = Arguments.mistakes(where, arguments, known())
        if (arguments.approval instanceof Map) {
            mistakes.addAll(Arguments.mistakes("${where}approval.", arguments.approval, APPROVAL))
        }
        if (arguments.onDeployFailure != null) {
            mistakes.addAll(
                    Arguments.mistakes("${where}onDeployFailure", arguments.onDeployFailure, ['stop', 'rollback']))
        }
        if (arguments.armed instanceof Map) {
            mistakes.addAll(Arguments.mistakes("${where}armed.", arguments.armed, ARMED))
            mistakes.addAll(['within', 'job'].findAll { arguments.armed[it] == null }
                    .collect { "${where}armed.${it} is missing".toString() })
        }
        for (String phase in ['expand', 'contract']) {
            if (arguments[phase] instanceof Map) {
                mistakes.addAll(Arguments.mistakes("${where}${phase}.", arguments[phase], WHERE + WHICH))
            }
        }
        return mistakes
    }

    /** The name of a stage. */
    @NonCPS
    String title(String verb) {
        return [verb, phase, name].findAll { it != null }.join(' ')
    }

    @NonCPS
    String agent() {
        return settings.agent ?: ''
    }

    /** Which environment a step is about. */
    @NonCPS
    Map<String, Object> named() {
        return name == null ? [:] : [environment: name]
    }

    /** What reaches this environment's database, for any step. */
    @NonCPS
    Map<String, Object> where() {
        return named() + settings.subMap(WHERE.keySet().findAll { settings.containsKey(it) })
    }

    /** What reaches it, and which migrations are meant. */
    @NonCPS
    Map<String, Object> pending() {
        return where() + settings.subMap(WHICH.keySet().findAll { settings.containsKey(it) })
    }

    /** The folder of the configuration, with a slash at its end; empty where it is in the folder of the project itself. */
    @NonCPS
    String project() {
        String config = settings.config ?: ''
        return config.substring(0, config.lastIndexOf('/') + 1)
    }

    /** What reaches it, and how to migrate it. */
    @NonCPS
    Map<String, Object> migration() {
        return pending() + settings.subMap(HOW.keySet().findAll { settings.containsKey(it) })
    }

    /** In how many parts a fleet is migrated beside each other, after those that go first; 1: in one run. */
    @NonCPS
    int parts() {
        return settings.parts == null ? 1 : settings.parts
    }

    /** Whether people are asked: always, unless the Jenkinsfile says no. */
    @NonCPS
    boolean asksPeople() {
        return settings.approval != false
    }

    /** What the gate is told. */
    @NonCPS
    Map<String, Object> approval() {
        return Arguments.given(settings.approval ?: [:])
    }

    /** Whether a failed deployment puts the database back. */
    @NonCPS
    boolean rollsBack() {
        return settings.onDeployFailure == 'rollback'
    }

    /** Whether a migration is taken back unless the new version is shown to be well. */
    @NonCPS
    boolean arms() {
        return settings.armed != null
    }

    /** What arms. */
    @NonCPS
    Map<String, Object> arming() {
        return named() + Arguments.given(settings.armed)
    }

    /** What people are told who approve: with the migration they approve its way back. */
    @NonCPS
    Map<String, Object> announcement() {
        return arms() ? [rollbackWithin: settings.armed.within, rollbackJob: settings.armed.job] : [:]
    }

    /** For how long something is asked again that is not yet so. */
    @NonCPS
    int waitMinutes() {
        return settings.waitMinutes == null ? 10 : settings.waitMinutes
    }

    /** Whether the settings say what belongs to a phase. */
    @NonCPS
    boolean has(String phase) {
        return settings[phase] != null
    }

    /** The same environment with the migrations of one phase, expand or contract. */
    @NonCPS
    Target only(String phase) {
        return new Target(name, settings + Arguments.given(settings[phase]), phase)
    }

    /** For the log. A URL is left out: nobody should, but somebody might have written a password into it. */
    @NonCPS
    @Override
    String toString() {
        List<String> said = settings.collect { key, value -> key == 'url' ? 'url: given' : "${key}: ${value}".toString() }
        return "${name ?: 'the only environment'}${said ? " (${said.join(', ')})" : ''}"
    }
}
