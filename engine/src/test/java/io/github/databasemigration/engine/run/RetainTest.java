package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainTest {
    @TempDir
    Path folder;

    @Test
    void aRunDoesNotFailBecauseOldBackupsCannotBeDeleted() throws IOException {
        Project project = new Project(folder, Tool.FLYWAY, Server.SQLITE).good(1, 1);
        Path backups = folder.resolve(".database-migration/backups/test");
        for (int old = 0; old < 6; old++) {
            Files.createDirectories(backups.resolve("20200101T00000000" + old + "Z-00000a"));
        }
        // Where the second oldest would be renamed to, something else is in the way.
        Files.writeString(backups.resolve("20200101T000000001Z-00000a.deleting"), "");

        List<RunEvent> events = new ArrayList<>();
        Report report = Migrate.run(project.order(), Migrate.Options.NONE, events::add);

        assertThat(report.outcome()).isEqualTo("done");
        assertThat(project.has(1)).isTrue();
        assertThat(events)
                .filteredOn(RunEvent.Note.class::isInstance)
                .anyMatch(note -> ((RunEvent.Note) note).text().startsWith("Old backups could not be deleted: "));
    }
}
