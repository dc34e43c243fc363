package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
    private static final String ID = "20261122T163501123Z-4f2a9c";

    @TempDir
    Path store;

    private final Cancellation cancellation = new Cancellation();
    private Backup backup;

    @BeforeEach
    void craft() throws IOException {
        Random random = new Random(7);
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : List.of("toc.dat", "3001.dat.gz", "3002.dat.gz", "blobs/1.dat")) {
            byte[] content = new byte[40 + random.nextInt(20)];
            random.nextBytes(content);
            files.put(name, content);
        }
        backup = CraftedBackup.in(store, ID, files);
    }

    @Test
    void areEqualInAGoodBackup() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void noticeEveryFlippedBitOfASmallFile() throws IOException {
        Path file = backup.data().resolve("toc.dat");
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bad);
            assertThat(findings()).as("bit %d", bit).singleElement().satisfies(finding -> {
                assertThat(finding.subject()).isEqualTo("data/toc.dat");
                assertThat(finding.problem()).startsWith("has other content");
            });
        }
    }

    @Test
    void noticeFlippedBitsOfABigFileAnywhere() throws IOException {
        craftBig();
        Path file = backup.data().resolve("big.dat");
        long size = Files.size(file);
        Random random = new Random(11);
        for (int i = 0; i < 40; i++) {
            long at = i == 0 ? 0 : i == 1 ? size - 1 : random.nextLong(size);
            int bit = random.nextInt(8);
            flip(file, at, bit);
            assertThat(subjects()).as("bit %d of byte %d", bit, at).containsExactly("data/big.dat");
            flip(file, at, bit);
        }
        assertThat(findings()).isEmpty();
    }

    @Test
    void noticeATruncatedFile() throws IOException {
        craftBig();
        Path file = backup.data().resolve("big.dat");
        long size = Files.size(file);
        for (long length : new long[] {size - 1, 1 << 20, size / 2, 512, 1}) {
            try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                opened.setLength(length);
            }
            assertThat(findings())
                    .containsExactly(new Finding(
                            "data/big.dat", "has " + length + " bytes, the manifest says " + size + " bytes"));
        }
    }

    @Test
    void noticeAnEmptyFile() throws IOException {
        Path file = backup.data().resolve("toc.dat");
        long size = Files.size(file);
        Files.write(file, new byte[0]);
        assertThat(findings())
                .containsExactly(new Finding("data/toc.dat", "is empty, the manifest says " + size + " bytes"));
    }

    @Test
    void noticeAFileThatGrew() throws IOException {
        Path file = backup.data().resolve("toc.dat");
        Files.write(file, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        assertThat(subjects()).containsExactly("data/toc.dat");
    }

    @Test
    void noticeWhatIsMissingAndWhatIsTooMuch() throws IOException {
        Files.move(backup.data().resolve("blobs/1.dat"), backup.data().resolve("blobs/2.dat"));
        assertThat(findings())
                .containsExactly(
                        new Finding("data/blobs/1.dat", "is missing"),
                        new Finding("data/blobs/2.dat", "is not in the manifest"));
    }

    @Test
    void noticeTwoFilesThatChangedPlaces() throws IOException {
        Path one = backup.data().resolve("3001.dat.gz");
        Path two = backup.data().resolve("3002.dat.gz");
        Path aside = Files.move(one, store.resolve("aside"));
        Files.move(two, one);
        Files.move(aside, two);
        assertThat(subjects()).containsExactly("data/3001.dat.gz", "data/3002.dat.gz");
    }

    @Test
    void noticeALinkInPlaceOfAFileEvenToTheSameContent() throws IOException {
        Path file = backup.data().resolve("toc.dat");
        Path elsewhere = Files.move(file, store.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);
        assertThat(findings())
                .contains(new Finding("data/toc.dat", "is a link or a special file, which no backup has"));
    }

    @Test
    void noticeALinkInPlaceOfAFolder() throws IOException {
        Path blobs = backup.data().resolve("blobs");
        Path elsewhere = Files.move(blobs, store.resolve("elsewhere"));
        Files.createSymbolicLink(blobs, elsewhere);
        assertThat(subjects()).containsExactly("data/blobs", "data/blobs/1.dat");
    }

    @Test
    void noticeALinkInPlaceOfAllData() throws IOException {
        Path elsewhere = Files.move(backup.data(), store.resolve("elsewhere"));
        Files.createSymbolicLink(backup.data(), elsewhere);
        assertThat(findings()).containsExactly(new Finding("data", "is not a folder"));
    }

    @Test
    void endWhenCancelled() {
        cancellation.request("Ctrl-C");
        Fault fault = catchThrowableOfType(Fault.class, this::findings);
        assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    }

    @Test
    void endWhenCancelledInTheMiddleOfAFile() throws Exception {
        // Sparse: takes no room, and would take minutes to hash.
        long size = 32L << 30;
        try (RandomAccessFile opened =
                new RandomAccessFile(backup.data().resolve("huge.dat").toFile(), "rw")) {
            opened.setLength(size);
        }
        var huge = List.of(new Dumps.File("huge.dat", size, "0".repeat(64)));
        CompletableFuture<List<Finding>> comparing =
                CompletableFuture.supplyAsync(() -> new Checksums(backup.data(), cancellation).compare(huge));
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("checksum"))) {
            Thread.onSpinWait();
        }
        cancellation.request("Ctrl-C");
        assertThatThrownBy(() -> comparing.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED));
    }

    /** A backup with a file that is longer than one buffer. */
    private void craftBig() throws IOException {
        byte[] big = new byte[(1 << 20) + 17];
        new Random(13).nextBytes(big);
        backup = CraftedBackup.in(store, "20261122T163501123Z-b16b16", Map.of("big.dat", big));
    }

    private static void flip(Path file, long at, int bit) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(at);
            int good = opened.read();
            opened.seek(at);
            opened.write(good ^ (1 << bit));
        }
    }

    private List<Finding> findings() {
        return new Checksums(backup.data(), cancellation)
                .compare(backup.manifest().dump().files());
    }

    private List<String> subjects() {
        return findings().stream().map(Finding::subject).toList();
    }
}
