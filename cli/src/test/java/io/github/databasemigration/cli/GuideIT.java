package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.CleanMachine;
import io.github.databasemigration.testkit.Guide;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/guides, followed to the letter on a machine with nothing; what they say about Jenkins is tested there. */
class GuideIT {
    private static final Path GUIDES = Path.of("..", "docs", "guides");

    @TempDir
    private Path folder;

    @Test
    void alembicFromZero() throws Exception {
        CleanMachine machine = new CleanMachine(folder, Path.of("."));

        Path project = machine.follow(new Guide(GUIDES.resolve("alembic-from-zero.md")))
                .resolve("shop");

        assertThat(machine.run(project, "migrate-database", "status", "-e", "development"))
                .contains("version: 0001", "pending: 0002");
        assertThat(machine.run(project, "git", "status", "--short").lines())
                .containsExactly("?? migrations/versions/0002_email.py");
    }

    @Test
    void theSameInPortuguese() throws Exception {
        assertThat(new Guide(GUIDES.resolve("alembic-from-zero.pt-BR.md")).code())
                .isEqualTo(new Guide(GUIDES.resolve("alembic-from-zero.md")).code());
    }
}
