package io.github.databasemigration.cli;

import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.TakeBackup;
import io.github.databasemigration.engine.secret.Secret;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code backup}: takes one and proves it. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Takes a backup and proves it.",
            "",
            "With the platform's own tools, under the lock, proven as far as the setting",
            "backup.verification says.",
            ""
        })
final class BackupCommand extends Work {
    @Mixin
    PackOptions pack = new PackOptions();

    BackupCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    List<Secret> secrets() {
        return pack.key.take();
    }

    @Override
    int work(Order order) {
        return finish(order, TakeBackup.run(order, pack.packing(), view()));
    }
}
