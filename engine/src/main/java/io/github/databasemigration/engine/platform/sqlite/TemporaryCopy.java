package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.DumpFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of a file in a temporary folder of its own, which only this user can enter; removed on close. */
record TemporaryCopy(Path folder, Path file) implements AutoCloseable {
    static TemporaryCopy of(Path original, Path name) {
        Path folder = DumpFiles.temporaryFolder();
        try {
            return new TemporaryCopy(folder, Files.copy(original, folder.resolve(name)));
        } catch (IOException e) {
            DumpFiles.remove(folder);
            throw DumpFiles.writing(folder, e);
        }
    }

    @Override
    public void close() {
        DumpFiles.remove(folder);
    }
}
