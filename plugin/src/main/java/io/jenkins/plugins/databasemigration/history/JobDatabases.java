package io.jenkins.plugins.databasemigration.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.Job;
import hudson.security.ACL;
import io.jenkins.plugins.databasemigration.DatabaseName;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The databases of one job, found in its history. */
final class JobDatabases {
    private final Job<?, ?> job;

    /** By environment: which database it meant last. */
    private final Map<String, String> meant = new HashMap<>();

    JobDatabases(Job<?, ?> job) {
        this.job = job;
    }

    /** What the jobs of a group say that somebody may read. */
    static Map<String, KnownDatabase> all(ItemGroup<?> group, Authentication who) throws IOException {
        Map<String, KnownDatabase> known = new LinkedHashMap<>();
        for (Job<?, ?> job : Items.allItems2(who, group, Job.class)) {
            if (job.hasPermission2(who, Item.READ)) {
                new JobDatabases(job).addTo(known);
            }
        }
        return known;
    }

    void addTo(Map<String, KnownDatabase> known) throws IOException {
        List<HistoryEntry> entries = JobHistory.of(job).indexed();
        // From the oldest on.
        for (int i = entries.size() - 1; i >= 0; i--) {
            HistoryEntry entry = entries.get(i);
            known.computeIfAbsent(key(entry), key -> new KnownDatabase()).add(new JobEntry(job, entry));
        }
    }

    /** Adds only when backups were proven, of databases that are known. */
    void addProofsTo(Map<String, KnownDatabase> known) throws IOException {
        for (HistoryEntry entry : JobHistory.of(job).indexed()) {
            KnownDatabase database = entry.proven() == 0 ? null : known.get(key(entry));
            if (database != null) {
                database.addProof(new JobEntry(job, entry));
            }
        }
    }

    /** What was refused before it reached a database was about the one that its environment meant before. */
    private String key(HistoryEntry entry) {
        String database = entry.database().isEmpty()
                ? meant.getOrDefault(entry.environment(), "")
                : DatabaseName.of(entry.database()).toString();
        meant.put(entry.environment(), database);
        return key(entry.environment(), database);
    }

    private static String key(String environment, String database) {
        return environment + "\n" + database;
    }

    /** One database, by all jobs there are; null where none knows it. */
    @CheckForNull
    static KnownDatabase one(String environment, String database) throws IOException {
        return all(Jenkins.get(), ACL.SYSTEM2)
                .get(key(environment, DatabaseName.of(database).toString()));
    }
}
