package io.github.databasemigration.cli;

import io.github.databasemigration.engine.configuration.PasswordFile;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A password handed over in a file that is gone before it is used: unlike an argument or a variable, nothing of it can be
 * seen from outside while the run lasts.
 */
final class OneTimePassword {
    private OneTimePassword() {}

    /** Reads the password and deletes the file, also where it could not be read as one. */
    static Secret take(Path file) {
        try {
            return Secret.of(PasswordFile.read(file));
        } finally {
            delete(file);
        }
    }

    /** The same for the key of a packed backup. */
    static Secret takeKey(Path file) {
        try {
            return Secret.of(PasswordFile.readKey(file));
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "The file " + file + " could not be deleted.",
                    "Let the user of this command delete it.");
        }
    }
}
