package io.github.databasemigration.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.journal.JournalReader.Contents;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final RunEvent NOTE = new RunEvent.Note("ü");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("runs/1/journal.jsonl");
    }

    private static void write(Path file, List<RunEvent> events) {
        try (Journal journal = Journal.open(file)) {
            events.forEach(journal::on);
            assertThat(journal.failure()).isEmpty();
        }
    }

    private List<RunEvent> events() {
        return JournalReader.read(file).entries().stream()
                .map(JournalEntry::event)
                .toList();
    }

    @Test
    void givesBackEveryKindOfEventAsItWas() {
        write(file, Samples.ALL);

        assertThat(events()).isEqualTo(Samples.ALL);
        assertThat(Samples.ALL)
                .extracting(event -> (Object) event.getClass())
                .as("a sample of each kind")
                .contains((Object[]) RunEvent.class.getPermittedSubclasses());
    }

    @Test
    void numbersAndDatesItsEntries() {
        Instant before = Instant.now();
        write(file, List.of(NOTE, NOTE));
        write(file, List.of(NOTE));

        List<JournalEntry> entries = JournalReader.read(file).entries();
        assertThat(entries).extracting(JournalEntry::seq).containsExactly(1L, 2L, 3L);
        assertThat(entries).extracting(JournalEntry::at).isSorted().allSatisfy(at -> assertThat(at)
                .isBetween(before, Instant.now()));
    }

    @Test
    void writesTheFieldsOfEveryKindOfEventInTheOrderOfTheirNames() throws IOException {
        write(file, Samples.ALL);

        assertThat(Files.readAllLines(file))
                .allSatisfy(line -> assertThat(Json.canonical(Json.read(line, TreeMap.class)))
                        .isEqualTo(line));
    }

    @Test
    void writesOneLineOfCanonicalJsonForEachEvent() throws IOException {
        write(
                file,
                List.of(new RunEvent.StatementStarted("12", 1, Samples.SQL), Samples.ALL.get(Samples.ALL.size() - 1)));

        List<String> lines = List.of(Files.readString(file).split("\n"));
        assertThat(lines.get(0))
                .matches("(?s)\\{\"at\":\"[-0-9T:.]+Z\",\"index\":1,\"seq\":1,\"sql\":\"INSERT .*\","
                        + "\"type\":\"statementStarted\",\"version\":\"12\"}");
        assertThat(lines.get(1))
                .isEqualTo("{\"at\":\"2026-11-22T10:00:00.000000001Z\",\"exitStatus\":0,\"outcome\":\"done\","
                        + "\"seq\":2,\"type\":\"runFinished\"}");
    }

    @Test
    void hasTheEventInTheFileBeforeItGoesOn() {
        try (Journal journal = Journal.open(file)) {
            for (RunEvent event : Samples.ALL) {
                journal.on(event);
                assertThat(events()).last().isEqualTo(event);
            }
        }
    }

    @Test
    void losesNothingOfWhatIsSyncedLaterWhicheverEventComesBetween() {
        List<RunEvent> events = new ArrayList<>();
        for (int version = 1; version <= 200; version++) {
            String label = Integer.toString(version);
            events.add(new RunEvent.MigrationStarted(label, "V" + label + ".sql", version, 200, version % 3 != 0));
            events.add(new RunEvent.StatementStarted(label, 1, Samples.SQL));
            if (version % 5 == 0) {
                events.add(NOTE);
            }
            events.add(new RunEvent.StatementFinished(label, 1, Duration.ofMillis(version), Optional.of(1L)));
            events.add(new RunEvent.MigrationFinished(label, 1, Duration.ofMillis(version)));
        }
        write(file, events);

        assertThat(events()).isEqualTo(events);
        assertThat(JournalReader.read(file).torn()).isEmpty();
    }

    @Test
    void copesWithALastLineCutAnywhere() throws IOException {
        write(file, List.of(NOTE, NOTE, new RunEvent.StatementStarted("ü", 1, Samples.SQL)));
        byte[] whole = Files.readAllBytes(file);
        int start = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;

        for (int cut = start + 1; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            String torn = new String(whole, start, cut - start, StandardCharsets.ISO_8859_1);
            Contents found = JournalReader.read(file);
            assertThat(found.entries()).hasSize(2);
            assertThat(found.torn()).contains(torn);

            write(file, List.of(NOTE));
            assertThat(events()).containsExactly(NOTE, NOTE, new RunEvent.Torn(torn), NOTE);
            assertThat(JournalReader.read(file).torn()).isEmpty();
        }
    }

    @Test
    void copesWithAFirstLineThatWasCut() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"at");

        write(file, List.of(NOTE));

        assertThat(events()).containsExactly(new RunEvent.Torn("{\"at"), NOTE);
    }

    @Test
    void keepsTheZerosThatAPowerFailureLeavesAtTheEnd() throws IOException {
        write(file, List.of(NOTE));
        Files.write(file, new byte[10_000], StandardOpenOption.APPEND);

        assertThat(JournalReader.read(file).torn()).contains("\0".repeat(10_000));
        write(file, List.of(NOTE));

        assertThat(events()).containsExactly(NOTE, new RunEvent.Torn("\0".repeat(10_000)), NOTE);
    }

    @Test
    void goesOnAfterALineLongerThanAnyBuffer() {
        RunEvent big = new RunEvent.Note("x".repeat(100_000));
        write(file, List.of(NOTE, big));
        write(file, List.of(NOTE));

        assertThat(events()).containsExactly(NOTE, big, NOTE);
    }

    @Test
    void refusesToReadAJournalThatIsDamagedInTheMiddle() throws IOException {
        write(file, List.of(NOTE, NOTE, NOTE));
        List<String> lines = Files.readAllLines(file);
        List<List<String>> damages = List.of(
                List.of(lines.get(0), lines.get(2)),
                List.of(lines.get(1), lines.get(2)),
                List.of(lines.get(0), lines.get(1).substring(0, 20), lines.get(2)),
                List.of(lines.get(0), lines.get(0), lines.get(2)));

        for (List<String> damage : damages) {
            Files.write(file, damage);
            assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() -> JournalReader.read(file))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.FILE_FAILED))
                    .withMessageContaining("damaged at entry");
        }
    }

    @Test
    void refusesToGoOnAfterTwoLinesThatCannotBeRead() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "nonsense\n{\"at");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Journal.open(file))
                .withMessageContaining("damaged");
        assertThat(file).content().isEqualTo("nonsense\n{\"at");
    }

    @Test
    void saysSoWhenAnEntryComesFromALaterVersion() throws IOException {
        Files.createDirectories(file.getParent());
        for (String line : List.of(
                "{\"at\":\"2026-11-22T10:00:00Z\",\"seq\":1,\"type\":\"unheardOf\"}",
                "{\"at\":\"2026-11-22T10:00:00Z\",\"seq\":1,\"text\":\"x\",\"tone\":\"y\",\"type\":\"note\"}")) {
            Files.writeString(file, line + "\n");
            assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() -> JournalReader.read(file))
                    .withMessageContaining("does not know");
        }
    }

    @Test
    void keepsApartWhatSeveralThreadsTell() throws Exception {
        int threads = 8;
        int each = 25;
        try (Journal journal = Journal.open(file)) {
            var pool = Executors.newFixedThreadPool(threads);
            List<Callable<Object>> work = new ArrayList<>();
            IntStream.range(0, threads)
                    .forEach(thread -> work.add(() -> {
                        IntStream.range(0, each)
                                .forEach(i -> journal.on(new RunEvent.StatementStarted("" + thread, i, Samples.SQL)));
                        return null;
                    }));
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
            pool.shutdown();
        }

        List<JournalEntry> entries = JournalReader.read(file).entries();
        assertThat(entries)
                .extracting(JournalEntry::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, threads * each).boxed().toList());
        for (int thread = 0; thread < threads; thread++) {
            String name = "" + thread;
            assertThat(entries)
                    .extracting(entry -> (RunEvent.StatementStarted) entry.event())
                    .filteredOn(event -> event.version().equals(name))
                    .extracting(RunEvent.StatementStarted::index)
                    .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList());
        }
    }

    @Test
    void goesOnInAThreadThatWasInterrupted() {
        try (Journal journal = Journal.open(file)) {
            Thread.currentThread().interrupt();
            journal.on(NOTE);
            assertThat(Thread.interrupted()).isTrue();
            journal.on(NOTE);
            assertThat(journal.failure()).isEmpty();
        }
        assertThat(events()).containsExactly(NOTE, NOTE);
    }

    @Test
    void letsNothingBeginThatAFullDiskCannotKeep() {
        try (Journal journal = Journal.open(Path.of("/dev/full"))) {
            for (RunEvent event : List.of(
                    new RunEvent.RunStarted("1", "migrate", "joe"),
                    new RunEvent.MigrationStarted("1", "V1.sql", 1, 1, true),
                    new RunEvent.StatementStarted("1", 1, "SELECT 1"))) {
                assertThatExceptionOfType(Fault.class)
                        .isThrownBy(() -> journal.on(event))
                        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.FILE_FAILED))
                        .withMessageContaining("No space left on device");
            }
        }
    }

    @Test
    void doesNotMakeDoneWorkFailOnAFullDiskButTellsOfItAfterwards() {
        try (Journal journal = Journal.open(Path.of("/dev/full"))) {
            assertThat(journal.failure()).isEmpty();
            journal.on(new RunEvent.StatementFinished("1", 1, Duration.ZERO, Optional.empty()));
            assertThat(journal.failure())
                    .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo(FaultCode.FILE_FAILED));
            assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() -> journal.on(new RunEvent.StatementStarted("1", 2, "SELECT 2")));
        }
    }

    @Test
    void refusesAPlaceWhereItCannotWrite() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Journal.open(folder.resolve("file/journal.jsonl")))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.FILE_FAILED));
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> JournalReader.read(folder.resolve("nowhere")))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.FILE_FAILED));
    }
}
