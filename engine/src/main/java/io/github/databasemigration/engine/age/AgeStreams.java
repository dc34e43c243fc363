package io.github.databasemigration.engine.age;

import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.List;

/** The library's channels as streams that speak in faults. */
final class AgeStreams {
    private static final int BUFFER = 1 << 16;

    private AgeStreams() {}

    static OutputStream encrypt(OutputStream out, List<? extends RecipientStanzaWriter> writers) throws IOException {
        try {
            return new BufferedOutputStream(
                    Channels.newOutputStream(new StandardEncryptingChannelFactory()
                            .newEncryptingChannel(Channels.newChannel(out), List.copyOf(writers))),
                    BUFFER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot encrypt: " + e.getMessage(), e);
        }
    }

    static InputStream decrypt(InputStream in, List<? extends RecipientStanzaReader> readers) throws IOException {
        try {
            return new Authenticated(Channels.newInputStream(new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(Channels.newChannel(in), List.copyOf(readers))));
        } catch (UnsupportedRecipientStanzaException e) {
            throw new Fault(
                    FaultCode.BACKUP_KEY_INVALID,
                    "The key does not open the packed backup.",
                    "Give the passphrase or identity that it was packed for.");
        } catch (Fault fault) {
            throw fault;
        } catch (GeneralSecurityException | PayloadException | RuntimeException e) {
            // Of a header cut off in its middle the library says so in exceptions of many kinds.
            throw damaged();
        }
    }

    private static Fault damaged() {
        return new Fault(
                FaultCode.BACKUP_INVALID,
                "The packed backup was changed or cut off since it was packed.",
                "Do not use it; name another one.");
    }

    /** Turns what the library says of a changed or missing part into a fault. */
    private static final class Authenticated extends FilterInputStream {
        Authenticated(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (PayloadException e) {
                throw damaged();
            }
        }
    }
}
