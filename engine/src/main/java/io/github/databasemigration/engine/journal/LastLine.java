package io.github.databasemigration.engine.journal;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The last line of a file, found from its end so that a long journal need not be read.
 *
 * @param start the offset of its first byte
 * @param bytes the line without its end
 * @param ended whether it has an end
 */
record LastLine(long start, byte[] bytes, boolean ended) {
    private static final int BLOCK = 8192;

    /** The line that ends at an offset, which is not 0: the file's length, or where another line starts. */
    static LastLine before(RandomAccessFile file, long end) throws IOException {
        file.seek(end - 1);
        boolean ended = file.read() == '\n';
        long textEnd = ended ? end - 1 : end;
        long start = startOfLine(file, textEnd);
        byte[] bytes = new byte[Math.toIntExact(textEnd - start)];
        file.seek(start);
        file.readFully(bytes);
        return new LastLine(start, bytes, ended);
    }

    private static long startOfLine(RandomAccessFile file, long end) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long to = end; to > 0; to -= BLOCK) {
            long from = Math.max(0, to - BLOCK);
            int length = (int) (to - from);
            file.seek(from);
            file.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }
}
