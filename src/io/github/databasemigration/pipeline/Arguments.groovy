package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** Named arguments, held to those that are known. All mistakes are told at once and by name, before anything runs. */
final class Arguments implements Serializable {
    private static final long serialVersionUID = 1L

    private Arguments() {}

    /** Fails with all mistakes, unless there are none. */
    static void refuse(Object steps, String step, List<String> mistakes) {
        if (mistakes) {
            steps.error("${step}: ${mistakes.join('; ')}. Nothing was run. Correct the Jenkinsfile.")
        }
    }

    /** What was given, without what is null: as if it had not been given. */
    @NonCPS
    static Map<String, Object> given(Map arguments) {
        Map<String, Object> given = [:]
        arguments.each { name, value ->
            if (value != null) {
                given[name.toString()] = value instanceof CharSequence ? value.toString() : value
            }
        }
        return given
    }

    /**
     * What is wrong with arguments.
     *
     * @param where before each name, such as "environments.production."; may be empty
     * @param known the kind of each argument: text, time (30m, 12h, 2d), number, flag, names, settings, plan, result, false; several with "or"
     */
    @NonCPS
    static List<String> mistakes(String where, Map arguments, Map<String, String> known) {
        List<String> mistakes = []
        given(arguments).each { name, value ->
            String kind = known[name]
            if (kind == null) {
                mistakes << "unknown argument ${where}${name}, known are ${known.keySet().sort().join(', ')}".toString()
            } else if (!kind.split(' or ').any { Arguments.fits(it, value) }) {
                mistakes << "${where}${name}: expected ${kind}, found ${Arguments.describe(value)}".toString()
            }
        }
        return mistakes
    }

    /** What is wrong where an argument must be one of some words. */
    @NonCPS
    static List<String> mistakes(String name, Object value, List<String> words) {
        return value in words ? [] : ["${name}: expected ${words.join(', ')}, found ${Arguments.describe(value)}".toString()]
    }

    @NonCPS
    static boolean fits(String kind, Object value) {
        switch (kind) {
            case 'text': return value instanceof String && value
            case 'time': return value instanceof String && value ==~ /[1-9][0-9]{0,5}[smhd]/
            case 'number': return value instanceof Integer
            case 'flag': return value instanceof Boolean
            case 'false': return value == false
            case 'names': return value instanceof Collection ? value && value.every { it instanceof CharSequence } : fits('text', value)
            case 'settings': return value instanceof Map
            default: return !(value instanceof String || value instanceof Map || value instanceof Collection)
        }
    }

    @NonCPS
    static String describe(Object value) {
        return value instanceof String ? "\"${value}\"" : value.toString()
    }
}
