package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.platform.Dumps;
import java.nio.file.Path;
import java.util.List;

/**
 * A backup as the few files that travel: {@code manifest.json} in clear, and {@code backup.zip} with everything in it,
 * or {@code backup.zip.age} where it is encrypted.
 *
 * @param folder where they are
 * @param encryption {@code recipient}, {@code passphrase} or {@code none}
 * @param files each with size and SHA-256, computed while it was written
 */
public record Packed(Path folder, String encryption, List<Dumps.File> files) {
    static final String CLEAR = "backup.zip";
    static final String ENCRYPTED = "backup.zip.age";

    public Packed {
        files = List.copyOf(files);
    }
}
