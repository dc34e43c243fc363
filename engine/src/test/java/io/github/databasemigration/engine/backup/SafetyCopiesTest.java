package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyCopiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path runs;

    @Test
    void aCopyIsAsYoungAsTheYoungestOfItsFiles() throws IOException {
        Path old = copy("old", 40, 40);
        copy("young", 40, 2);
        Files.createDirectories(runs.resolve("without"));

        SafetyCopies copies = new SafetyCopies(runs);
        assertThat(copies.before(NOW.minus(Duration.ofDays(30)))).containsExactly(old);
        SafetyCopies.delete(old);

        assertThat(old).doesNotExist();
        assertThat(old.resolveSibling("report.json")).exists();
        assertThat(copies.before(NOW.minus(Duration.ofDays(30)))).isEmpty();
        assertThat(new SafetyCopies(runs.resolve("nowhere")).before(NOW)).isEmpty();
    }

    private Path copy(String run, int days, int fileDays) throws IOException {
        Path copy = Files.createDirectories(runs.resolve(run).resolve(SafetyCopies.FOLDER));
        Files.writeString(copy.resolveSibling("report.json"), "{}");
        Path file = Files.writeString(copy.resolve("data"), "data");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(fileDays))));
        Files.setLastModifiedTime(copy, FileTime.from(NOW.minus(Duration.ofDays(days))));
        return copy;
    }
}
