package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Decodes bytes, and never guesses: a script that is half readable would do half of what its author meant. */
final class StrictText {
    private StrictText() {}

    /**
     * The text.
     *
     * @param file how the file is named in the fault {@code SCRIPT_UNREADABLE}
     */
    static String decode(byte[] bytes, Charset charset, String file) {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            result = decoder.flush(out);
        }
        out.flip();
        if (result.isError()) {
            long line = out.chars().filter(c -> c == '\n').count() + 1;
            throw new Fault(
                    FaultCode.SCRIPT_UNREADABLE,
                    String.format(
                            "%s is not %s: byte 0x%02X at offset %d, in line %d.",
                            file, charset.name(), bytes[in.position()], in.position(), line),
                    "Save the file as " + charset.name() + ", or name its encoding (flyway.encoding, or encoding= in "
                            + file + ".conf).");
        }
        return out.toString();
    }
}
