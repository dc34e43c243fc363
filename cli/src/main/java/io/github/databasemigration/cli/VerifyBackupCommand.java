package io.github.databasemigration.cli;

import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.ProveBackup;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify-backup}: proves one that exists. */
@Command(
        name = "verify-backup",
        mixinStandardHelpOptions = true,
        description = {
            "Proves a backup that exists.",
            "",
            "checksum: every file is as the manifest says. readable: the platform's own reader",
            "reads it to the end. restore: restored into a scratch database, and counts, schema",
            "and version compared.",
            ""
        })
final class VerifyBackupCommand extends Work {
    @Parameters(arity = "0..1", paramLabel = "BACKUP", description = "The backup's id. Default: the newest.")
    Optional<String> backup = Optional.empty();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "${COMPLETION-CANDIDATES}. Default: backup.verification of the configuration.")
    Optional<Verification> level = Optional.empty();

    VerifyBackupCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    int work(Order order) {
        return finish(order, ProveBackup.run(order, backup, level, view()));
    }
}
