package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import jenkins.model.Jenkins;

/** Full names of jobs, which change with the folders that they are in. */
final class JobNames {
    private JobNames() {}

    /** The job of that name, whoever asks; null where there is none. */
    @CheckForNull
    static Job<?, ?> find(String job) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(job, Job.class);
        }
    }

    /** What a job is called after something was renamed or moved: the job itself, a folder above it, or something else. */
    static String moved(String job, String from, String to) {
        if (job.equals(from)) {
            return to;
        }
        return job.startsWith(from + "/") ? to + job.substring(from.length()) : job;
    }
}
