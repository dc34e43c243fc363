package io.github.databasemigration.engine.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.codec.CanonicalBase64;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.crypto.EncryptedFileKey;
import com.exceptionfactory.jagged.framework.crypto.FileKeyDecryptorFactory;
import com.exceptionfactory.jagged.framework.crypto.FileKeyEncryptorFactory;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/** The stanza of a passphrase: {@code -> scrypt SALT LOG2N}, always the only one of its file (C2SP age, "scrypt"). */
final class ScryptStanza implements RecipientStanzaReader, RecipientStanzaWriter {
    private static final String TYPE = "scrypt";
    private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_LENGTH = 16;
    private static final int BODY_LENGTH = 32;
    private static final Pattern LOG2 = Pattern.compile("[1-9][0-9]?");
    private static final int BLOCK_SIZE = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * 64 MiB, and a quarter of a second: this runs beside an application, on an agent that may be small. The program
     * {@code age} takes four times as much.
     */
    private static final int LOG2_WRITTEN = 16;

    /** 1 GiB. Whoever made the file chose the number; beyond this he only wants to hurt. */
    private static final int LOG2_MOST = 20;

    private final Secret passphrase;

    ScryptStanza(Secret passphrase) {
        this.passphrase = passphrase;
    }

    @Override
    public Iterable<RecipientStanza> getRecipientStanzas(FileKey key) throws GeneralSecurityException {
        byte[] salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        byte[] body = new FileKeyEncryptorFactory()
                .newFileKeyEncryptor()
                .getEncryptedFileKey(key, wrapKey(salt, LOG2_WRITTEN))
                .getEncoded();
        String encoded = CanonicalBase64.getEncoder().encodeToString(salt);
        return List.of(new Stanza(List.of(encoded, String.valueOf(LOG2_WRITTEN)), body));
    }

    @Override
    public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
        List<RecipientStanza> all = new ArrayList<>();
        stanzas.forEach(all::add);
        if (all.size() != 1 || !TYPE.equals(all.get(0).getType())) {
            throw new UnsupportedRecipientStanzaException("not encrypted by a passphrase");
        }
        RecipientStanza only = all.get(0);
        List<String> arguments = new ArrayList<>();
        only.getArguments().forEach(arguments::add);
        if (arguments.size() != 2
                || !LOG2.matcher(arguments.get(1)).matches()
                || only.getBody().length != BODY_LENGTH) {
            throw new GeneralSecurityException("malformed stanza");
        }
        byte[] salt = CanonicalBase64.getDecoder().decode(arguments.get(0).getBytes(StandardCharsets.US_ASCII));
        int log2 = Integer.parseInt(arguments.get(1));
        if (salt.length != SALT_LENGTH || log2 > LOG2_MOST) {
            throw new GeneralSecurityException("malformed stanza");
        }
        try {
            return new FileKeyDecryptorFactory()
                    .newFileKeyDecryptor()
                    .getFileKey(new EncryptedFileKey(only.getBody()), wrapKey(salt, log2));
        } catch (GeneralSecurityException e) {
            throw new UnsupportedRecipientStanzaException("another passphrase");
        }
    }

    private CipherKey wrapKey(byte[] salt, int log2) {
        requireMemory(128L * BLOCK_SIZE << log2);
        byte[] labelled = new byte[LABEL.length + salt.length];
        System.arraycopy(LABEL, 0, labelled, 0, LABEL.length);
        System.arraycopy(salt, 0, labelled, LABEL.length, salt.length);
        byte[] text = passphrase.reveal().getBytes(StandardCharsets.UTF_8);
        return new CipherKey(SCrypt.generate(text, labelled, 1 << log2, BLOCK_SIZE, 1, 32));
    }

    private static void requireMemory(long bytes) {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (bytes + bytes / 4 > free) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "A key derived from a passphrase takes " + (bytes >> 20) + " MiB of memory, and this program has "
                            + (free >> 20) + " MiB left.",
                    "Give it more (java -Xmx…), or encrypt for a recipient, which takes none.");
        }
    }

    private record Stanza(List<String> getArguments, byte[] getBody) implements RecipientStanza {
        @Override
        public String getType() {
            return TYPE;
        }
    }
}
