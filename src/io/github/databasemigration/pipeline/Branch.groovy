package io.github.databasemigration.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** Which branch a build is of, and whether databases are migrated from there. A pull request never is. */
final class Branch implements Serializable {
    private static final long serialVersionUID = 1L

    private final String name
    private final boolean pullRequest

    Branch(String name, boolean pullRequest) {
        this.name = name
        this.pullRequest = pullRequest
    }

    static Branch of(Object steps) {
        return new Branch(steps.env.BRANCH_NAME, steps.env.CHANGE_ID != null)
    }

    /** Why nothing may be migrated from here; null where it may. */
    @NonCPS
    String objection(List<String> only) {
        if (pullRequest) {
            return "${name} is a pull request: nothing is migrated"
        } else if (name == null && !only.contains('*')) {
            return 'This job does not know its branch: nothing is migrated.' +
                    " Say only: '*' where it builds nothing but what may be deployed"
        } else if (!only.any { (name ?: '') ==~ it.split('\\*', -1).collect { part -> Branch.quoted(part) }.join('.*') }) {
            return "${name} is not ${only.join(' or ')}: nothing is migrated"
        }
        return null
    }

    @NonCPS
    static String quoted(String text) {
        return text.replaceAll('[^A-Za-z0-9]', '\\\\$0')
    }
}
