package io.github.databasemigration.engine.platform.mysql;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Knows whether it was read to its end. To a client program an input that breaks off looks like one that ends, and half
 * a dump would be loaded as if it were all of it.
 */
final class WholeInput extends FilterInputStream {
    private volatile boolean ended;

    WholeInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        ended |= b < 0;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        ended |= count < 0;
        return count;
    }

    boolean ended() {
        return ended;
    }
}
