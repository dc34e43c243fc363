package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code verifications.jsonl} beside the manifest: one line for each verification. The manifest itself is never touched
 * after the backup was taken.
 */
final class VerificationLog {
    static final String NAME = "verifications.jsonl";

    private final Path file;

    private VerificationLog(Path file) {
        this.file = file;
    }

    static VerificationLog of(Backup backup) {
        return new VerificationLog(backup.folder().resolve(NAME));
    }

    void add(Verified verified) throws IOException {
        Durable.append(file, Json.canonical(verified));
    }

    List<Verified> read() {
        List<Verified> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                try {
                    all.add(Json.read(line, Verified.class));
                } catch (UncheckedIOException e) {
                    // A line that a crash cut short proves nothing, for good or bad.
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw FileFaults.reading(file, e);
        }
        return all;
    }
}
