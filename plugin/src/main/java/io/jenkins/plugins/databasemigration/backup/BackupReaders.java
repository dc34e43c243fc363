package io.jenkins.plugins.databasemigration.backup;

import hudson.Extension;
import hudson.Util;
import hudson.model.Job;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The other jobs that may restore the archived backups of a job. A job may always restore its own. */
public final class BackupReaders extends OptionalJobProperty<Job<?, ?>> {
    private final String jobs;

    /** @param jobs full names, with commas or on lines of their own */
    @DataBoundConstructor
    public BackupReaders(String jobs) {
        this.jobs = Util.fixNull(jobs).strip();
    }

    public String getJobs() {
        return jobs;
    }

    /** Exactly the named jobs: a pattern or a folder would let in jobs that nobody thought of. */
    private List<String> names() {
        return Stream.of(jobs.split("[,\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Whether a job may restore the backups of another. */
    public static boolean mayRead(Job<?, ?> reader, Job<?, ?> owner) {
        if (reader.equals(owner)) {
            return true;
        }
        BackupReaders property = owner.getProperty(BackupReaders.class);
        return property != null && property.names().contains(reader.getFullName());
    }

    @Extension
    @Symbol("databaseBackupReaders")
    public static final class DescriptorImpl extends OptionalJobPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.BackupReaders_DisplayName();
        }
    }
}
