package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path store;

    /** One a day at ten, the newest first: 0 is of today. */
    private final List<Backup> days = new ArrayList<>();

    private Backups backups;

    @BeforeEach
    void craft() throws IOException {
        backups = new Backups(store, "production", NOW);
        for (int day = 0; day < 6; day++) {
            String id = "202611" + (22 - day) + "T100000000Z-00000" + day;
            days.add(CraftedBackup.in(backups.folder(), id));
        }
    }

    @Test
    void keepsTheNewest() {
        assertThat(apply(2, Duration.ZERO)).containsExactlyElementsOf(days.subList(2, 6));
        assertThat(backups.all()).containsExactlyElementsOf(days.subList(0, 2));
        assertThat(backups.folder())
                .isDirectoryNotContaining(path -> path.toString().endsWith(".deleting"));
    }

    @Test
    void saysBeforehandWhatIsDue() {
        Retention retention = new Retention(2, Duration.ZERO, NOW);

        assertThat(retention.due(backups)).containsExactlyElementsOf(days.subList(2, 6));
        assertThat(backups.all()).hasSize(6);
    }

    @Test
    void keepsTheYoungHoweverMany() {
        assertThat(apply(1, Duration.ofDays(3))).containsExactlyElementsOf(days.subList(3, 6));
    }

    @Test
    void keepsAllWhenToldNone() {
        assertThat(apply(0, Duration.ZERO)).isEmpty();
        assertThat(backups.all()).hasSize(6);
    }

    @Test
    void keepsTheNewestThatWasFoundGood() throws IOException {
        CraftedBackup.verified(days.get(5));
        CraftedBackup.verified(days.get(4));
        CraftedBackup.verified(days.get(3), new Finding("data/dump", "is missing"));
        assertThat(apply(1, Duration.ZERO)).containsExactly(days.get(1), days.get(2), days.get(3), days.get(5));
        assertThat(backups.all()).containsExactly(days.get(0), days.get(4));
    }

    @Test
    void keepsWhatIsMarked() throws IOException {
        Files.writeString(days.get(4).folder().resolve("keep"), "audit 2026");
        apply(1, Duration.ZERO);
        assertThat(backups.all()).containsExactly(days.get(0), days.get(4));
    }

    @Test
    void keepsWhatSomebodyReads() throws IOException {
        try (Claim reading = Claim.on(backups.folder(), days.get(4).id())) {
            apply(1, Duration.ZERO);
            assertThat(backups.all()).containsExactly(days.get(0), days.get(4));
        }
        apply(1, Duration.ZERO);
        assertThat(backups.all()).containsExactly(days.get(0));
    }

    @Test
    void deletesOnlyWhatIsInside() throws IOException {
        Path precious = Files.writeString(store.resolve("precious"), "mine");
        Path folder = Files.createDirectory(store.resolve("folder"));
        Files.writeString(folder.resolve("precious"), "mine too");
        Files.createSymbolicLink(days.get(5).folder().resolve("link"), precious);
        Files.createSymbolicLink(days.get(5).data().resolve("link"), folder);
        assertThat(apply(5, Duration.ZERO)).containsExactly(days.get(5));
        assertThat(precious).exists();
        assertThat(folder.resolve("precious")).exists();
    }

    @Test
    void finishesADeletionThatWasInterrupted() throws IOException {
        Path interrupted = backups.folder().resolve(days.get(5).id() + ".deleting");
        Files.move(days.get(5).folder(), interrupted);
        Files.delete(interrupted.resolve("manifest.json"));
        assertThat(apply(5, Duration.ZERO)).isEmpty();
        assertThat(interrupted).doesNotExist();
    }

    @Test
    void hasNothingToDoWhereNothingIs() {
        assertThat(new Retention(1, Duration.ZERO, NOW).apply(new Backups(store, "staging", NOW)))
                .isEmpty();
    }

    private List<Backup> apply(int keep, Duration keepFor) {
        return new Retention(keep, keepFor, NOW).apply(backups);
    }
}
