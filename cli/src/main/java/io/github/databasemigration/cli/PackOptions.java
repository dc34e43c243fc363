package io.github.databasemigration.cli;

import io.github.databasemigration.engine.backup.Packing;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the backup of a run is packed for transport. */
final class PackOptions {
    @Option(
            names = "--pack-backup-to",
            paramLabel = "FOLDER",
            description = "Pack the backup into this folder, as pack-backup does, as soon as it is proven: before"
                    + " anything is migrated.")
    Optional<Path> folder = Optional.empty();

    @Mixin
    BackupKey key = new BackupKey();

    Optional<Packing> packing() {
        return folder.map(to -> new Packing(to.toAbsolutePath(), key.toEncrypt()));
    }
}
