package io.github.databasemigration.engine.tool.flyway;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Stops whoever reads on and on behind the end. Flyway's parser does so, and never comes back, where the data of a COPY has
 * no end of its own.
 */
final class EndOfScript extends FilterReader {
    /** Who looks ahead meets the end a few times. */
    private static final int PATIENCE = 1_000;

    private int ends;

    EndOfScript(Reader script) {
        super(script);
    }

    @Override
    public int read() throws IOException {
        return told(super.read());
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        return told(super.read(buffer, offset, length));
    }

    private int told(int read) throws IOException {
        ends = read < 0 ? ends + 1 : 0;
        if (ends > PATIENCE) {
            throw new IOException(
                    "it ends in the middle of a statement, or the data of a COPY lacks the line \\. behind it");
        }
        return read;
    }
}
