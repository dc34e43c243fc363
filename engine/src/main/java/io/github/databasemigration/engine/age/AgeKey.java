package io.github.databasemigration.engine.age;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Encrypts, or opens again what was encrypted. Streams; memory does not grow with what passes through. */
public interface AgeKey {
    /**
     * The key that a text holds: an identity (with the comments that {@code age-keygen} writes, or alone), a recipient, or
     * a passphrase of one line. Fault {@code BACKUP_KEY_INVALID}, without the text.
     */
    static AgeKey of(Secret text) {
        List<String> lines = text.reveal()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (!lines.isEmpty() && lines.stream().allMatch(line -> line.startsWith(Identities.PREFIX))) {
            return new Identities(lines);
        }
        if (!lines.isEmpty() && lines.stream().allMatch(line -> line.startsWith(Recipients.PREFIX))) {
            return new Recipients(lines);
        }
        if (text.reveal().isEmpty() || text.reveal().lines().count() > 1) {
            throw new Fault(
                    FaultCode.BACKUP_KEY_INVALID,
                    "The key is neither an identity (AGE-SECRET-KEY-1…) nor a recipient (age1…) nor a passphrase of one"
                            + " line.",
                    "Give one of these; age-keygen makes an identity.");
        }
        return new Passphrase(text);
    }

    /** Encrypts for whoever has the identity of one of these public keys. Fault {@code BACKUP_KEY_INVALID}. */
    static AgeKey recipients(List<String> recipients) {
        return new Recipients(recipients);
    }

    /** {@code recipient} or {@code passphrase}: what has to be at hand to open what this encrypts. */
    String kind();

    /** Encrypts what is written; complete when it is closed, which closes {@code out}. */
    OutputStream encrypt(OutputStream out) throws IOException;

    /**
     * Opens what was encrypted. Nothing is given out that was not authenticated; that nothing is cut off is known at the
     * end of the stream only, so read to it. Faults, also while reading: {@code BACKUP_KEY_INVALID} where the key does not
     * open it, {@code BACKUP_INVALID} where it was changed or cut off.
     */
    InputStream decrypt(InputStream in) throws IOException;
}
