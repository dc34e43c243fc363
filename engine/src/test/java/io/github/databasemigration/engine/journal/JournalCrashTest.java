package io.github.databasemigration.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunEvent;
import java.io.BufferedReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCrashTest {
    @TempDir
    private Path folder;

    @Test
    void holdsEverythingThatWasAcknowledgedBeforeAKill() throws Exception {
        Path file = folder.resolve("journal.jsonl");
        for (int crash = 0; crash < 3; crash++) {
            Process process = JournallingProcess.start(file);
            int acknowledged = 0;
            try (BufferedReader output = process.inputReader()) {
                while (acknowledged < 100 + 31 * crash) {
                    acknowledged = Integer.parseInt(output.readLine());
                }
                // The handle leaves the pipe open: what was printed before the kill is still in it.
                process.toHandle().destroyForcibly();
                process.waitFor();
                acknowledged += (int) output.lines().count();
            }

            String writer = process.pid() + "";
            assertThat(JournalReader.read(file).entries())
                    .extracting(JournalEntry::event)
                    .filteredOn(event -> event instanceof RunEvent.StatementStarted s
                            && s.version().equals(writer))
                    .hasSizeGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void endsInALineCutShortWhenNoMoreMayBeWritten() throws Exception {
        Path file = folder.resolve("journal.jsonl");
        Process process = JournallingProcess.start(file, "ulimit -f 40");
        long acknowledged = process.inputReader().lines().count();

        assertThat(process.waitFor()).as("ended by the fault").isEqualTo(1);
        assertThat(file).hasSize(40 * 1024);
        assertThat(JournalReader.read(file).entries()).hasSize((int) acknowledged);
        assertThat(JournalReader.read(file).torn()).isPresent();
        try (Journal journal = Journal.open(file)) {
            journal.on(new RunEvent.Note("later"));
        }
        assertThat(JournalReader.read(file).entries())
                .hasSize((int) acknowledged + 2)
                .last()
                .satisfies(entry -> assertThat(entry.event()).isEqualTo(new RunEvent.Note("later")));
    }
}
