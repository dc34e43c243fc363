package io.github.databasemigration.engine.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyAgreement;

/** Private keys: they open, and encrypt for the recipients that belong to them. */
final class Identities implements AgeKey {
    static final String PREFIX = "AGE-SECRET-KEY-1";

    private static final String ALGORITHM = "X25519";

    /** The u-coordinate of the base point of Curve25519 (RFC 7748, 4.1): agreeing with it gives the public key. */
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private final List<RecipientStanzaReader> readers = new ArrayList<>();
    private final Recipients recipients;

    Identities(List<String> identities) {
        List<String> publicKeys = new ArrayList<>();
        for (String identity : identities) {
            try {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity));
                publicKeys.add(recipient(identity));
            } catch (GeneralSecurityException | RuntimeException e) {
                throw new Fault(
                        FaultCode.BACKUP_KEY_INVALID,
                        "The key begins like an identity of age and is none.",
                        "Give one as age-keygen writes it: AGE-SECRET-KEY-1 and 58 letters and digits.");
            }
        }
        recipients = new Recipients(publicKeys);
    }

    private static String recipient(String identity) throws GeneralSecurityException {
        byte[] scalar = Bech32.getDecoder().decode(identity).getData();
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
        agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
        XECPublicKey base =
                (XECPublicKey) keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT));
        agreement.doPhase(base, true);
        return Bech32.getEncoder().encode("age", agreement.generateSecret()).toString();
    }

    @Override
    public String kind() {
        return recipients.kind();
    }

    @Override
    public OutputStream encrypt(OutputStream out) throws IOException {
        return recipients.encrypt(out);
    }

    @Override
    public InputStream decrypt(InputStream in) throws IOException {
        return AgeStreams.decrypt(in, readers);
    }
}
