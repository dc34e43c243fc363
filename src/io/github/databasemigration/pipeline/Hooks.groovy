package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** What only the project knows: the closures in the body of databasePipeline. */
final class Hooks implements Serializable {
    private static final long serialVersionUID = 1L

    private final Map<String, Closure> closures = [:]

    /**
     * Reads a body, in which each hook is called with its closure. Only this body speaks to the hooks: inside of them the
     * names mean what they mean in any pipeline, such as the step build.
     */
    static Hooks of(Closure body) {
        Hooks hooks = new Hooks()
        Object delegate = body.delegate
        body.resolveStrategy = Closure.DELEGATE_FIRST
        body.delegate = hooks
        body()
        body.resolveStrategy = Closure.OWNER_FIRST
        body.delegate = delegate
        return hooks
    }

    /** Instead of checkout scm. */
    void checkout(Closure body) {
        closures.checkout = body
    }

    void build(Closure body) {
        closures.build = body
    }

    void test(Closure body) {
        closures.test = body
    }

    /** Given the environment's name. */
    void deploy(Closure body) {
        closures.deploy = body
    }

    /** Given the environment's name, after the migration: more than the verify scripts of the project can tell. */
    void verify(Closure body) {
        closures.verify = body
    }

    /** Given the environment's name: starts the new version beside the old one, without traffic. */
    void deployGreen(Closure body) {
        closures.deployGreen = body
    }

    /** Given the environment's name: whether the new version is well. Only true is yes. */
    void healthy(Closure body) {
        closures.healthy = body
    }

    /** Given the environment's name. */
    void switchTraffic(Closure body) {
        closures.switchTraffic = body
    }

    /** Given the environment's name: whether nothing of the old version serves any more. Only true is yes; asked often. */
    void retireBlue(Closure body) {
        closures.retireBlue = body
    }

    /** Given what happened. */
    void notifications(Closure body) {
        closures.notifications = body
    }

    @NonCPS
    Closure get(String name) {
        return closures[name]
    }

    @NonCPS
    boolean has(String name) {
        return closures.containsKey(name)
    }

    /** Which of some hooks are missing, as mistakes. */
    @NonCPS
    List<String> missing(List<String> names) {
        return names.findAll { !has(it) }.collect { "${it} { … } is missing".toString() }
    }
}
