package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** The arguments of databasePipeline, with their defaults. */
final class PipelineSettings implements Serializable {
    private static final long serialVersionUID = 1L

    /** All that belongs to no environment alone. */
    static final Map<String, String> COMMON = [
        environments: 'names or settings', only: 'names', check: 'text or false', strategy: 'text',
        folder: 'text', files: 'text', artifacts: 'text', junit: 'text',
    ]

    static final Map<String, Object> DEFAULTS = [only: 'main', strategy: 'pipeline']

    final List<Target> targets

    private final Map<String, Object> settings

    private PipelineSettings(Map<String, Object> settings, List<Target> targets) {
        this.settings = settings
        this.targets = targets
    }

    @NonCPS
    static PipelineSettings of(Map arguments) {
        Map<String, Object> settings = DEFAULTS + Arguments.given(arguments)
        Map<String, Object> common = Target.own(settings)
        List<Target> targets = environments(settings.environments).collect { name, own ->
            new Target(name, common + Arguments.given(own))
        }
        return new PipelineSettings(settings, targets)
    }

    @NonCPS
    static List<String> mistakes(Map arguments) {
        Map<String, Object> given = Arguments.given(arguments)
        List<String> mistakes = Arguments.mistakes('', given, Target.known() + COMMON)
        mistakes.addAll(Target.mistakes('', Target.own(given)))
        mistakes.addAll(Arguments.mistakes('strategy', given.strategy ?: DEFAULTS.strategy, strategies().keySet() as List))
        Map<String, Object> environments = environments(given.environments)
        environments.findAll { name, own -> own instanceof Map }
                .each { name, own -> mistakes.addAll(Target.mistakes("environments.${name}.", own)) }
        environments.findAll { name, own -> !(own instanceof Map) }
                .each { name, own -> mistakes << "environments.${name}: expected settings, found ${own}".toString() }
        if (given.check instanceof String && given.environments && !environments.containsKey(given.check)) {
            mistakes.addAll(Arguments.mistakes('check', given.check, environments.keySet() as List))
        }
        mistakes.addAll(unarmed(given, environments))
        return mistakes.unique()
    }

    /** Only where this pipeline migrates and then deploys, there is a migration to take back. */
    @NonCPS
    private static List<String> unarmed(Map<String, Object> given, Map<String, Object> environments) {
        boolean arms = given.armed != null || environments.values().any { it instanceof Map && it.armed != null }
        return arms && (given.strategy ?: DEFAULTS.strategy) != 'pipeline'
                ? ['armed: only with the strategy pipeline'] : []
    }

    /** Names and settings in the order of promotion; one without a name where nothing is said. */
    @NonCPS
    private static Map<String, Object> environments(Object given) {
        if (given instanceof Map) {
            return given.collectEntries { name, own -> [(name.toString()): own == null ? [:] : own] }
        }
        return names(given).collectEntries { [(it): [:]] } ?: [(null): [:]]
    }

    @NonCPS
    private static List<String> names(Object given) {
        Collection names = given instanceof Collection ? given : given?.toString()?.split(',')?.toList() ?: []
        return names.collect { it.toString().trim() }.findAll { it }
    }

    /** The branches from which databases are migrated; "*" stands for any text. */
    @NonCPS
    List<String> only() {
        return names(settings.only)
    }

    /** The environment against which every branch is checked; null: none. */
    @NonCPS
    Target check() {
        return settings.check == false ? null : targets.find { it.name == settings.check } ?: targets[0]
    }

    /** In which order the parts of the way to an environment come. */
    @NonCPS
    Object strategy() {
        return strategies()[settings.strategy]
    }

    @NonCPS
    private static Map<String, Object> strategies() {
        return [
            pipeline: new PipelineStrategy(), startup: new StartupStrategy(), manual: new ManualStrategy(),
            expandContract: new ExpandContractStrategy(),
        ]
    }

    @NonCPS
    String agent() {
        return settings.agent ?: ''
    }

    @NonCPS
    String folder() {
        return settings.folder ?: '.'
    }

    /** A pattern of the files that migrations need; null: the usual ones. */
    @NonCPS
    String files() {
        return settings.files
    }

    /** A pattern of what the build makes and the deployment needs; null: nothing. */
    @NonCPS
    String artifacts() {
        return settings.artifacts
    }

    /** A pattern of test reports; null: none. */
    @NonCPS
    String junit() {
        return settings.junit
    }

    /** For the log: what holds after defaults and arguments. */
    @NonCPS
    @Override
    String toString() {
        Map<String, Object> rest = settings.findAll { key, value -> COMMON.containsKey(key) && key != 'environments' }
        List<String> lines = rest.collect { key, value -> "${key}: ${value}".toString() }
        lines.addAll(targets.collect { "environment ${it}".toString() })
        return lines.join('\n  ')
    }
}
