package io.github.databasemigration.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.OnlyFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Of a packed backup that is another one nothing comes out, and nothing is written elsewhere. */
class UnpackingFuzzTest {
    private static final Path PACKED = OnlyFaults.file("packed");
    private static final Path STORE = OnlyFaults.file("store");

    @FuzzTest
    void isRefusedOrWhole(byte[] zip) throws Exception {
        if (Files.notExists(PACKED)) {
            Files.createDirectories(STORE);
            Backup crafted =
                    CraftedBackup.in(PACKED.resolve("good"), "20261122T163501123Z-4f2a9c", Map.of("a", new byte[9]));
            Files.copy(crafted.folder().resolve(ManifestFile.NAME), PACKED.resolve(ManifestFile.NAME));
        }
        Files.write(PACKED.resolve("backup.zip"), zip);
        OnlyFaults.reading(() -> new Unpacking(PACKED, Optional.empty()).into(STORE, new Cancellation()))
                .ifPresent(Unpacking::delete);
        assertThat(STORE).isEmptyDirectory();
        assertThat(STORE.getParent()).isDirectoryNotContaining("glob:**/{evil,data,manifest.json}");
    }
}
