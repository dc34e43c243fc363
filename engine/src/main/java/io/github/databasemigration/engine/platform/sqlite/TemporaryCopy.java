package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.DumpFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of a file in a temporary folder of its own, which only this user can enter; removed on close. */
record TemporaryCopy(Path folder, Path file) implements AutoCloseable {
    static TemporaryCopy of(Path original, Path name) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("database-migration-");
            return new TemporaryCopy(folder, Files.copy(original, folder.resolve(name)));
        } catch (IOException e) {
            if (folder != null) {
                DumpFiles.remove(folder);
            }
            throw DumpFiles.writing(folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder, e);
        }
    }

    @Override
    public void close() {
        DumpFiles.remove(folder);
    }
}
