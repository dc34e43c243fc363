package io.github.databasemigration.pipeline

/** Asks again and again, less often each time, and not for ever. */
final class Patience implements Serializable {
    private static final long serialVersionUID = 1L

    private static final int LONGEST_PAUSE_SECONDS = 30

    private final Object steps
    private final int minutes

    Patience(Object steps, int minutes) {
        this.steps = steps
        this.minutes = minutes
    }

    /** Fails where the answer has not become true in time. Only true is true: whatever else is said, is no. */
    void until(String what, Closure<Boolean> question) {
        long limit = System.currentTimeMillis() + minutes * 60_000L
        int pause = 1
        while (question.call() != true) {
            if (System.currentTimeMillis() >= limit) {
                steps.error("${what}: not so after ${minutes} minutes. Nothing further was run.")
            }
            steps.sleep(pause)
            pause = pause * 2 > LONGEST_PAUSE_SECONDS ? LONGEST_PAUSE_SECONDS : pause * 2
        }
    }
}
