package io.github.databasemigration.cli;

import io.github.databasemigration.engine.backup.Unpacking;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.Origin;
import io.github.databasemigration.engine.run.ProveBackup;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @ArgGroup
    Subject subject = new Subject();

    /** Which. */
    static final class Subject {
        @Parameters(arity = "1", paramLabel = "BACKUP", description = "The backup's id. Default: the newest.")
        Optional<String> backup = Optional.empty();

        @Option(
                names = "--packed",
                paramLabel = "FOLDER",
                description = "A packed backup, which is unpacked for this alone.")
        Optional<Path> packed = Optional.empty();
    }

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "${COMPLETION-CANDIDATES}. Default: backup.verification of the configuration.")
    Optional<Verification> level = Optional.empty();

    @Mixin
    BackupKey key = new BackupKey();

    VerifyBackupCommand(Console console, Stop stop) {
        super(console, stop);
    }

    @Override
    List<Secret> secrets() {
        return key.take();
    }

    @Override
    int work(Order order) {
        return finish(order, ProveBackup.run(order, origin(), level, view()));
    }

    private Origin origin() {
        return subject.packed
                .map(folder -> Origin.packed(new Unpacking(folder.toAbsolutePath(), key.toOpen())))
                .orElseGet(() -> Origin.stored(subject.backup));
    }
}
