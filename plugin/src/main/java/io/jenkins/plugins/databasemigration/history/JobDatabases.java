package io.jenkins.plugins.databasemigration.history;

import hudson.model.Job;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The databases of one job, found in its history. */
final class JobDatabases {
    private final Job<?, ?> job;

    /** By environment: which database it meant last. */
    private final Map<String, String> meant = new HashMap<>();

    JobDatabases(Job<?, ?> job) {
        this.job = job;
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
        return entry.environment() + "\n" + database;
    }
}
