package io.github.databasemigration.library;

import java.io.Serializable;

/** What migrateDatabase, rollbackDatabase and backupDatabase return, as far as the library reads it. */
public record Result(String text) implements Serializable {
    public String getToVersion() {
        return "7";
    }

    public String getId() {
        return "b1";
    }

    @Override
    public String toString() {
        return text;
    }
}
