package io.github.databasemigration.pipeline

/**
 * The files of the project on whichever agent does the work. What the migrations need is put away at the first checkout
 * and laid over every later one: the same build never plans one state and runs another.
 */
final class Sources implements Serializable {
    private static final long serialVersionUID = 1L

    /** Where migrations and their configuration usually are, a pattern a line. Nothing that could hold a backup. */
    private static final String USUAL = 'io/github/databasemigration/pipeline/migration-files.txt'

    private static final String NEVER = '**/.database-migration/**,**/__pycache__/**'

    private final Object steps
    private final Closure checkout
    private final String folder
    private final String files
    private boolean kept
    private boolean keptArtifacts

    /**
     * @param checkout null: checkout scm
     * @param files a pattern of what migrations need; null: the usual places
     */
    Sources(Object steps, Closure checkout, String folder, String files) {
        this.steps = steps
        this.checkout = checkout
        this.folder = folder
        this.files = files
    }

    /** Brings the files to the agent that is held now. */
    void bring() {
        if (checkout == null) {
            steps.checkout(steps.scm)
        } else {
            checkout.call()
        }
        steps.dir(folder) {
            if (kept) {
                steps.unstash('database-migration')
            } else {
                steps.stash(name: 'database-migration', includes: files ?: usual(), excludes: NEVER)
                kept = true
            }
        }
    }

    private String usual() {
        return steps.libraryResource(USUAL).trim().replace('\n', ',')
    }

    /** Archives what the build made and puts it away for the deployment. */
    void keepArtifacts(String pattern) {
        steps.archiveArtifacts(artifacts: pattern)
        steps.stash(name: 'database-migration-artifacts', includes: pattern)
        keptArtifacts = true
    }

    void bringArtifacts() {
        if (keptArtifacts) {
            steps.unstash('database-migration-artifacts')
        }
    }

    /** Works in the folder of the project. */
    void inFolder(Closure work) {
        steps.dir(folder) {
            work.call()
        }
    }
}
