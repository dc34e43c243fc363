package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupsTest {
    private static final String OLD = "20261120T100000000Z-00000a";
    private static final String MIDDLE = "20261121T100000000Z-00000b";
    private static final String NEW = "20261122T100000000Z-00000c";

    @TempDir
    Path store;

    @Test
    void areNoneWhereNothingWasTaken() {
        Backups backups = backups();
        assertThat(backups.all()).isEmpty();
        assertThat(backups.latest()).isEmpty();
        Fault fault = missing(OLD);
        assertThat(fault).hasMessage("There is no backup \"" + OLD + "\" in " + store.resolve("production") + ".");
        assertThat(fault.remedy()).startsWith("No backup was completed there");
    }

    @Test
    void areListedNewestFirst() throws IOException {
        craft(MIDDLE, OLD, NEW);
        assertThat(backups().all()).extracting(Backup::id).containsExactly(NEW, MIDDLE, OLD);
        assertThat(backups().latest().orElseThrow().id()).isEqualTo(NEW);
        assertThat(backups().find(MIDDLE).folder())
                .isEqualTo(store.resolve("production").resolve(MIDDLE));
    }

    @Test
    void areThoseOfOneEnvironment() throws IOException {
        craft(OLD);
        assertThat(new Backups(store, "staging", Clock.systemUTC()).all()).isEmpty();
    }

    @Test
    void areCompleteOnes() throws IOException {
        craft(OLD);
        Path folder = store.resolve("production");
        Files.createDirectory(folder.resolve(MIDDLE + ".partial"));
        Files.createDirectory(folder.resolve(NEW + ".deleting"));
        Files.createDirectory(folder.resolve("lost+found"));
        Files.writeString(folder.resolve(NEW), "a file");
        assertThat(backups().all()).extracting(Backup::id).containsExactly(OLD);
        assertThat(missing(MIDDLE)).hasMessageContaining("was not completed");
    }

    @Test
    void sayWhatThereIsWhenOneIsMissing() throws IOException {
        craft(OLD, NEW);
        Fault fault = missing(MIDDLE);
        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_MISSING);
        assertThat(fault.remedy()).isEqualTo("There is: " + NEW + ", " + OLD + ".");
    }

    @Test
    void tellWhyOneIsKept() throws IOException {
        craft(OLD);
        Backup backup = backups().find(OLD);
        assertThat(backup.keepReason()).isEmpty();
        Files.writeString(backup.folder().resolve("keep"), "before the merger\n");
        assertThat(backup.keepReason()).contains("before the merger");
    }

    @Test
    void areVerifiedWhenTheLastVerificationSaysSo() throws IOException {
        craft(OLD);
        Backup backup = backups().find(OLD);
        assertThat(backup.verified()).isFalse();
        CraftedBackup.verified(backup);
        assertThat(backup.verified()).isTrue();
        CraftedBackup.verified(backup, new Finding("data/dump", "is missing"));
        assertThat(backup.verified()).isFalse();
        assertThat(backup.verifications()).hasSize(2);
    }

    @Test
    void surviveAVerificationThatACrashCutShort() throws IOException {
        craft(OLD);
        Backup backup = CraftedBackup.verified(backups().find(OLD));
        Files.writeString(
                backup.folder().resolve("verifications.jsonl"),
                "{\"at\":\"2026",
                java.nio.file.StandardOpenOption.APPEND);
        assertThat(backup.verifications()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../production", "a/b", "/etc", ".hidden", "a\nb"})
    void liveOnlyInTheirOwnFolder(String environment) {
        Fault fault = catchThrowableOfType(Fault.class, () -> new Backups(store, environment, Clock.systemUTC()));
        assertThat(fault.code()).isEqualTo(FaultCode.CONFIGURATION_INVALID);
    }

    private Backups backups() {
        return new Backups(store, "production", Clock.systemUTC());
    }

    private void craft(String... ids) throws IOException {
        for (String id : ids) {
            CraftedBackup.in(store.resolve("production"), id);
        }
    }

    private Fault missing(String id) {
        Fault fault = catchThrowableOfType(Fault.class, () -> backups().find(id));
        assertThat(fault.code()).isEqualTo(FaultCode.BACKUP_MISSING);
        return fault;
    }
}
