package io.github.databasemigration.engine.age;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.List;

/** Public keys: they encrypt, and cannot open. */
final class Recipients implements AgeKey {
    static final String PREFIX = "age1";

    private final List<RecipientStanzaWriter> writers;

    Recipients(List<String> recipients) {
        writers = recipients.stream().map(Recipients::writer).toList();
    }

    private static RecipientStanzaWriter writer(String recipient) {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Not repeated: it may be an identity that somebody put into the wrong place.
            throw new Fault(
                    FaultCode.BACKUP_KEY_INVALID,
                    "The recipient is no public key of age.",
                    "Give one as age-keygen prints it: age1 and 58 letters and digits.");
        }
    }

    @Override
    public String kind() {
        return "recipient";
    }

    @Override
    public OutputStream encrypt(OutputStream out) throws IOException {
        return AgeStreams.encrypt(out, writers);
    }

    @Override
    public InputStream decrypt(InputStream in) {
        throw new Fault(
                FaultCode.BACKUP_KEY_INVALID,
                "A recipient, a public key, encrypts and cannot open.",
                "Give the identity (AGE-SECRET-KEY-1…) that belongs to it.");
    }
}
