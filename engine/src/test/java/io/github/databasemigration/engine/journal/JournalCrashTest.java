package io.github.databasemigration.engine.journal;

import static io.github.databasemigration.engine.journal.JournallingProcess.KEPT;
import static io.github.databasemigration.engine.journal.JournallingProcess.REFUSED;
import static io.github.databasemigration.engine.journal.JournallingProcess.SAFE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCrashTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("journal.jsonl");
    }

    /** Reads what the process says until it has said something a number of times. */
    private static List<String> readUntil(BufferedReader output, String said, int times) throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < times; i += said.equals(all.get(all.size() - 1)) ? 1 : 0) {
            all.add(output.readLine());
        }
        return all;
    }

    /** Kills it. The handle, unlike the process, leaves the pipe open: what was said before is still in it. */
    private static List<String> killAndReadRest(Process process, BufferedReader output) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        return output.lines().toList();
    }

    private static long count(List<String> said, String what) {
        return said.stream().filter(what::equals).count();
    }

    private List<RunEvent> events() {
        return JournalReader.read(file).entries().stream()
                .map(JournalEntry::event)
                .toList();
    }

    @Test
    void holdsEverythingThatWasAcknowledgedBeforeAKill() throws Exception {
        int before = 0;
        for (int crash = 0; crash < 3; crash++) {
            Process process = JournallingProcess.start(file);
            List<String> said;
            try (BufferedReader output = process.inputReader()) {
                said = readUntil(output, SAFE, 100 + 31 * crash);
                said.addAll(killAndReadRest(process, output));
            }

            assertThat(events()).hasSizeGreaterThanOrEqualTo(before + (int) count(said, SAFE));
            before = events().size();
        }
    }

    @Test
    void writesWhatItKeptWhenThereIsRoomAgain() throws Exception {
        Process process = JournallingProcess.start(file, "ulimit -S -f 40");
        List<String> said;
        try (BufferedReader output = process.inputReader()) {
            said = readUntil(output, KEPT, 3);
            assertThat(file).hasSize(40 * 1024);
            assertHoldsWhatIsSafe(said);

            new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited")
                    .inheritIO()
                    .start()
                    .waitFor();
            said.addAll(readUntil(output, SAFE, 20));
            said.addAll(killAndReadRest(process, output));
        }

        assertThat(said).as("nothing began while the disk was full").contains(REFUSED);
        List<RunEvent> events = events();
        int began = 0;
        for (int i = 0; i < said.size(); i++) {
            boolean begins = i % 2 == 0;
            assertThat(said.get(i)).isIn(begins ? List.of(SAFE, REFUSED) : List.of(SAFE, KEPT));
            began += begins && said.get(i).equals(SAFE) ? 1 : 0;
        }
        // The last event may have been written and not said any more.
        assertThat(events)
                .filteredOn(RunEvent.StatementStarted.class::isInstance)
                .hasSizeBetween(began, began + 1);
        assertThat(events)
                .filteredOn(RunEvent.StatementFinished.class::isInstance)
                .hasSizeBetween(said.size() / 2, said.size() / 2 + 1);
    }

    @Test
    void endsInALineCutShortWhenItsWriterIsKilledOnAFullDisk() throws Exception {
        Process process = JournallingProcess.start(file, "ulimit -S -f 40");
        List<String> said;
        try (BufferedReader output = process.inputReader()) {
            said = readUntil(output, KEPT, 1);
            said.addAll(killAndReadRest(process, output));
        }

        assertHoldsWhatIsSafe(said);
        int whole = events().size();
        boolean torn = JournalReader.read(file).torn().isPresent();
        try (Journal journal = Journal.open(file)) {
            journal.on(new RunEvent.Note("later"));
        }
        assertThat(events()).hasSize(whole + (torn ? 2 : 1)).last().isEqualTo(new RunEvent.Note("later"));
    }

    /** Where the disk is full exactly before a line's end, the event is whole though its writer was not told so. */
    private void assertHoldsWhatIsSafe(List<String> said) {
        int safe = (int) count(said, SAFE);
        boolean torn = JournalReader.read(file).torn().isPresent();
        assertThat(events()).hasSize(torn ? safe : safe + 1);
    }
}
