package io.jenkins.plugins.databasemigration.history;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.util.AtomicFileWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The index of a job's history: a file in the folder of the job, so that it moves and goes with it. */
final class HistoryFile {
    private static final int FORMAT = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path path;

    HistoryFile(File jobFolder) {
        path = jobFolder.toPath().resolve("database-migrations.json");
    }

    boolean exists() {
        return Files.isRegularFile(path);
    }

    /** What it holds; empty where there is none that can be read. */
    Optional<List<BuildHistory>> read() {
        if (!exists()) {
            return Optional.empty();
        }
        try {
            Content content = MAPPER.readValue(path.toFile(), Content.class);
            return content.format == FORMAT && content.builds != null ? Optional.of(content.builds) : Optional.empty();
        } catch (IOException unreadable) {
            // It is made again from the builds.
            return Optional.empty();
        }
    }

    /** Replaces it; where that fails there is none, rather than one that is out of date. */
    void write(List<BuildHistory> builds) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(path, StandardCharsets.UTF_8)) {
            try {
                writer.write(MAPPER.writeValueAsString(new Content(FORMAT, builds)));
                writer.commit();
            } finally {
                writer.abort();
            }
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private record Content(int format, List<BuildHistory> builds) {}
}
