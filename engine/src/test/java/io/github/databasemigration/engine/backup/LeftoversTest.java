package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final String ID = "20261122T100000000Z-00000a";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path store;

    private Path partial;

    @BeforeEach
    void beginABackup() throws IOException {
        partial = Files.createDirectory(store.resolve(ID + ".partial"));
        Files.createDirectory(partial.resolve("data"));
        Files.write(partial.resolve("data/toc.dat"), new byte[1000]);
    }

    @Test
    void ofALivingTakerAreLeftAlone() throws IOException {
        try (Claim taking = Claim.on(store, ID)) {
            sweep(NOW);
            assertThat(partial.resolve("data/toc.dat")).hasSize(1000);
        }
    }

    @Test
    void ofADeadTakerLoseTheirDataAndSayWhy() throws IOException {
        sweep(NOW);
        assertThat(partial.resolve("data")).doesNotExist();
        assertThat(partial.resolve("failed.txt")).content().contains("the process that took it ended");
    }

    @Test
    void keepTheReasonOfTheFirst() throws IOException {
        Leftovers.discard(partial, "DISK_FULL");
        sweep(NOW);
        assertThat(partial.resolve("data")).doesNotExist();
        assertThat(partial.resolve("failed.txt")).content().isEqualTo("DISK_FULL");
    }

    @Test
    void areForgottenAfterAMonth() throws IOException {
        Leftovers.discard(partial, "DISK_FULL");
        sweep(NOW.plusSeconds(29 * 24 * 3600L));
        assertThat(partial).exists();
        sweep(NOW.plusSeconds(31 * 24 * 3600L));
        assertThat(partial).doesNotExist();
    }

    @Test
    void areOnlyWhatThisProgramMade() throws IOException {
        Path foreign = Files.createDirectory(store.resolve("download.partial"));
        Path other = Files.createDirectory(store.resolve("x.deleting"));
        sweep(NOW);
        assertThat(foreign).isEmptyDirectory();
        assertThat(other).isEmptyDirectory();
    }

    private void sweep(Instant now) throws IOException {
        new Leftovers(store).sweep(now);
    }
}
