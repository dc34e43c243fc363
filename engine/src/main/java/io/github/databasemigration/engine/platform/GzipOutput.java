package io.github.databasemigration.engine.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip at its fastest: dumps are made often and read seldom, and the disk is rarely what is short. */
public final class GzipOutput extends GZIPOutputStream {
    private static final int BUFFER = 1 << 16;

    /** On its way to {@code out}, which is closed with it. */
    public GzipOutput(OutputStream out) throws IOException {
        super(out, BUFFER);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
