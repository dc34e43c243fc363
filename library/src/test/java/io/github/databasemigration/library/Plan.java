package io.github.databasemigration.library;

import java.io.Serializable;
import java.util.List;

/** What planDatabaseMigration returns, as far as the library reads it. */
public record Plan(List<String> pending) implements Serializable {
    static Plan of(String... pending) {
        return new Plan(List.of(pending));
    }

    public List<String> getPending() {
        return pending;
    }

    public boolean isEmpty() {
        return pending.isEmpty();
    }

    public int getTargets() {
        return 5;
    }

    public String getDigest() {
        return "d1";
    }

    @Override
    public String toString() {
        return "plan of " + pending;
    }
}
