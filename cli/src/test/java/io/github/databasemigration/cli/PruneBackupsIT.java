package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.fault.FaultCode;
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

    @Test
    void ofAFleetEveryTargetIsPrunedAndOneThatCannotBeReadIsNamed() throws IOException {
        Workspace workspace = watch.workspace(Tool.FLYWAY, new TestDatabase("jdbc:sqlite:test.db", "test.db", "", ""))
                .countedMigrations(1, 1)
                .file("database-migration.yml", """
                        environments:
                          production:
                            url: jdbc:sqlite:{target}.db
                            targets: {list: [acme, beta]}
                        """);
        workspace.command("migrate").run().expect(0);
        for (String target : List.of("acme", "acme", "beta")) {
            workspace.command("backup", "--target", target).run().expect(0);
        }
        // Nobody names this one any more; the one that cannot be read comes before the others.
        Path stores = workspace.folder().resolve(".database-migration/backups");
        Files.move(stores.resolve("beta@production"), stores.resolve("gone@production"));
        Files.createSymbolicLink(stores.resolve("aaa@production"), Path.of("aaa@production"));

        JsonNode due = prune(workspace, 0, "--dry-run", "--target", "acme").json();
        assertThat(due.path("backups")).hasSize(2);
        JsonNode pruned = prune(workspace, FaultCode.FILE_FAILED.exitStatus()).json();

        assertThat(pruned.path("stores"))
                .extracting(store -> store.path("name").asText(), store -> store.path("backups")
                        .size())
                .containsExactly(
                        tuple("production", 0),
                        tuple("aaa@production", 0),
                        tuple("acme@production", 2),
                        tuple("gone@production", 1));
        assertThat(pruned.at("/stores/1/fault").asText()).contains("aaa@production");
        assertThat(pruned.at("/failure/message").asText()).startsWith("1 of 4 stores could not be pruned.");
        assertThat(folders(stores.resolve("acme@production"))).hasSize(1);
        assertThat(folders(stores.resolve("gone@production"))).hasSize(1);
    }

    private static Finished prune(Workspace workspace, String... more) {
        return prune(workspace, 0, more);
    }

    private static Finished prune(Workspace workspace, int status, String... more) {
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
                .expect(status);
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
