package io.github.databasemigration.engine.process;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last 64 KiB of what is written to it: the end is where programs say what went wrong. */
final class Tail extends OutputStream {
    private static final int SIZE = 64 * 1024;

    private final byte[] ring = new byte[SIZE];
    private long written;

    @Override
    public synchronized void write(int b) {
        ring[(int) (written++ % SIZE)] = (byte) b;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    synchronized String text() {
        int kept = (int) Math.min(written, SIZE);
        byte[] text = new byte[kept];
        for (int i = 0; i < kept; i++) {
            text[i] = ring[(int) ((written - kept + i) % SIZE)];
        }
        return new String(text, StandardCharsets.UTF_8);
    }
}
