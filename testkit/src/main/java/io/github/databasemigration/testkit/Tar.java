package io.github.databasemigration.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the entries of a tar archive, as POSIX (ustar) and GNU tar write it, one after the other. */
final class Tar {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;

    private final InputStream bytes;

    Tar(InputStream bytes) {
        this.bytes = bytes;
    }

    /** A file, or something about one, such as a name that is too long for its place. */
    record Entry(String name, byte[] content) {}

    /** The next one; empty behind the last. */
    Optional<Entry> next() throws IOException {
        byte[] header = bytes.readNBytes(BLOCK);
        if (header.length < BLOCK || header[0] == 0) {
            return Optional.empty();
        }
        long size = size(header);
        byte[] content = bytes.readNBytes(Math.toIntExact(size));
        if (content.length < size) {
            throw new EOFException("the archive ends in the middle of an entry");
        }
        bytes.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        return Optional.of(new Entry(text(header, 0, NAME), content));
    }

    /** In octal digits, or, where those are too few, in bytes behind one that is 0x80. */
    private static long size(byte[] header) throws IOException {
        long size = 0;
        if (header[SIZE] < 0) {
            for (int i = SIZE + 1; i < SIZE + SIZE_LENGTH; i++) {
                size = size << 8 | header[i] & 0xff;
            }
        } else {
            try {
                size = Long.parseLong(text(header, SIZE, SIZE_LENGTH).strip(), 8);
            } catch (NumberFormatException e) {
                throw new IOException("the archive is damaged");
            }
        }
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IOException("an entry is too large to be looked through");
        }
        return size;
    }

    private static String text(byte[] header, int at, int length) {
        return new String(header, at, length, StandardCharsets.UTF_8).split("\0", 2)[0];
    }
}
