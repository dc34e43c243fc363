package io.github.databasemigration.cli;

import io.github.databasemigration.engine.backup.Unpacking;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.UnpackBackup;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code unpack-backup}: the way back. */
@Command(
        name = "unpack-backup",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a packed backup among the backups of the environment.",
            "",
            "Every file is compared with the manifest; of one that was changed, cut off or",
            "cannot be opened nothing is left. Changes nothing in the database.",
            ""
        })
final class UnpackBackupCommand extends Work {
    @Parameters(paramLabel = "FOLDER", description = "The folder of the packed backup.")
    Path folder;

    @Mixin
    BackupKey key = new BackupKey();

    UnpackBackupCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    List<Secret> secrets() {
        return key.take();
    }

    @Override
    int work(Order order) {
        return finish(order, UnpackBackup.run(order, new Unpacking(folder.toAbsolutePath(), key.toOpen()), view()));
    }
}
