package io.jenkins.plugins.databasemigration.armed;

/** Full names of jobs, which change with the folders that they are in. */
final class JobNames {
    private JobNames() {}

    /** What a job is called after something was renamed or moved: the job itself, a folder above it, or something else. */
    static String moved(String job, String from, String to) {
        if (job.equals(from)) {
            return to;
        }
        return job.startsWith(from + "/") ? to + job.substring(from.length()) : job;
    }
}
