package io.github.databasemigration.engine.platform;

import java.io.OutputStream;

/** Looks at what goes by, a byte after the other, and keeps none of it. */
public abstract class ByteByByte extends OutputStream {
    /** The next one. */
    protected abstract void next(byte b);

    @Override
    public final void write(int b) {
        next((byte) b);
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            next(bytes[i]);
        }
    }
}
