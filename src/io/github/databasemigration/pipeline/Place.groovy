package io.github.databasemigration.pipeline

/** Where work is done: on the agent that is held already, as it is, or on one that is taken for this work alone. */
final class Place implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps
    private final Sources sources

    Place(Object steps, Sources sources) {
        this.steps = steps
        this.sources = sources
    }

    private boolean held() {
        return steps.env.WORKSPACE != null
    }

    /** Work on a database, in the folder of the project. */
    void migrate(String agent, Closure work) {
        take(agent) {
            sources.inFolder(work)
        }
    }

    /** Work with the application, in the workspace. */
    void deploy(String agent, Closure work) {
        take(agent) {
            sources.bringArtifacts()
            work.call()
        }
    }

    private void take(String agent, Closure work) {
        if (held()) {
            work.call()
            return
        }
        steps.node(agent) {
            sources.bring()
            work.call()
        }
    }

    /** Fails where people would be waited for with an agent. */
    void requireNone(String step) {
        if (held()) {
            steps.error("${step} waits for people, and an agent is held. Nothing was run." +
                    ' Call it outside of node, in a Declarative pipeline with agent none, or say approval: false.')
        }
    }
}
