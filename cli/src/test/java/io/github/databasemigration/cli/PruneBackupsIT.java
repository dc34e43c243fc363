package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The retention by itself: what it gives up goes, and nothing that somebody could need. */
class PruneBackupsIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @Test
    void deletesWhatTheRetentionGivesUpAfterSayingIt() throws IOException {
        Workspace workspace = watch.workspace(Tool.FLYWAY, new TestDatabase("jdbc:sqlite:test.db", "test.db", "", ""))
                .countedMigrations(1, 1);
        workspace.command("migrate").run().expect(0);
        for (int i = 0; i < 2; i++) {
            workspace.command("backup").run().expect(0);
        }
        workspace.command("rollback", "--yes").run().expect(0);
        List<Path> backups = backups(workspace);
        List<Path> copies = copies(workspace);
        assertThat(backups).hasSize(3);
        assertThat(copies).hasSize(1);
        age(copies.get(0));

        JsonNode due = prune(workspace, "--dry-run").json();
        assertThat(due.path("backups")).hasSize(2);
        assertThat(due.path("safetyCopies")).hasSize(1);
        assertThat(backups(workspace)).isEqualTo(backups);
        assertThat(copies(workspace)).isEqualTo(copies);

        assertThat(prune(workspace).json()).isEqualTo(due);
        assertThat(backups(workspace)).containsExactly(backups.get(2));
        assertThat(copies(workspace)).isEmpty();
        assertThat(prune(workspace).json().path("backups")).isEmpty();
        workspace.command("verify-backup").run().expect(0);
        workspace.command("prune-backups", "--safety-copies-after", "0").run().expect(2);
    }

    private static Finished prune(Workspace workspace, String... more) {
        return workspace
                .commandWithoutPassword(Stream.concat(
                                Stream.of(
                                        "prune-backups",
                                        "--json",
                                        "--set",
                                        "backup.keep=1",
                                        "--set",
                                        "backup.keepFor=1ms",
                                        "--safety-copies-after",
                                        "30"),
                                Stream.of(more))
                        .toArray(String[]::new))
                .run()
                .expect(0);
    }

    private static void age(Path copy) throws IOException {
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, longAgo);
            }
        }
    }

    /** The oldest first. */
    private static List<Path> backups(Workspace workspace) throws IOException {
        try (Stream<Path> environments = Files.list(workspace.folder().resolve(".database-migration/backups"))) {
            return folders(environments.findFirst().orElseThrow());
        }
    }

    private static List<Path> copies(Workspace workspace) throws IOException {
        return folders(workspace.folder().resolve(".database-migration/runs")).stream()
                .map(run -> run.resolve("replaced"))
                .filter(Files::isDirectory)
                .toList();
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }
}
