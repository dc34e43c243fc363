package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.json.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes what passes through it. */
public final class HashingOutput extends FilterOutputStream {
    private final MessageDigest digest = Sha256.digest();
    private long written;

    /** On its way to {@code out}. */
    public HashingOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        digest.update((byte) b);
        written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        written += length;
    }

    /** Bytes so far. */
    public long written() {
        return written;
    }

    /** All of it as a file of a dump; call it once, at the end. */
    public Dumps.File file(String name) {
        return new Dumps.File(name, written, Sha256.finish(digest));
    }
}
