package io.github.databasemigration.cli;

import io.github.databasemigration.engine.age.AgeKey;
import io.github.databasemigration.engine.configuration.PasswordFile;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a packed backup is encrypted with, or opened. */
final class BackupKey {
    @Option(
            names = "--backup-recipient",
            paramLabel = "RECIPIENT",
            description = "Encrypt the packed backup for whoever has the identity of this public key (age1…). May be"
                    + " repeated.")
    List<String> recipients = List.of();

    @Option(
            names = "--backup-key-file",
            paramLabel = "FILE",
            description = "A file with the key of the packed backup: a passphrase of one line, or an identity as"
                    + " age-keygen writes it.")
    Optional<Path> file = Optional.empty();

    @Option(
            names = "--backup-key-file-once",
            paramLabel = "FILE",
            description =
                    "The same; the file is deleted before anything else happens. For programs that start this one.")
    Optional<Path> fileOnce = Optional.empty();

    private Optional<Secret> text = Optional.empty();

    /** Reads the key; gives it so that it can be taken out of everything that is said. */
    List<Secret> take() {
        text = fileOnce.map(OneTimePassword::takeKey).or(() -> file.map(path -> Secret.of(PasswordFile.readKey(path))));
        return text.stream().toList();
    }

    /** What to encrypt with; empty where nothing was said. */
    Optional<AgeKey> toEncrypt() {
        if (!recipients.isEmpty() && text.isPresent()) {
            throw new Fault(
                    FaultCode.USAGE,
                    "A packed backup is encrypted for recipients or with a key, not with both.",
                    "Leave --backup-recipient or the key file out.");
        }
        return recipients.isEmpty() ? text.map(AgeKey::of) : Optional.of(AgeKey.recipients(recipients));
    }

    /** What to open with; empty where nothing was said. */
    Optional<AgeKey> toOpen() {
        return text.map(AgeKey::of);
    }
}
