package io.github.databasemigration.cli;

import io.github.databasemigration.engine.backup.Packing;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.PackBackup;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack-backup}: a backup as files that travel. */
@Command(
        name = "pack-backup",
        mixinStandardHelpOptions = true,
        description = {
            "Packs a backup for transport: manifest.json in clear, everything else in",
            "backup.zip, or encrypted in backup.zip.age.",
            "",
            "Encrypted in the age format (https://age-encryption.org), for a public key or by",
            "a passphrase; the program age opens it. The backup stays where it is.",
            ""
        })
final class PackBackupCommand extends Work {
    @Parameters(arity = "0..1", paramLabel = "BACKUP", description = "The backup's id. Default: the newest.")
    Optional<String> backup = Optional.empty();

    @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "A new or empty folder.")
    Path folder;

    @Mixin
    BackupKey key = new BackupKey();

    PackBackupCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    List<Secret> secrets() {
        return key.take();
    }

    @Override
    int work(Order order) {
        return finish(
                order, PackBackup.run(order, backup, new Packing(folder.toAbsolutePath(), key.toEncrypt()), view()));
    }
}
