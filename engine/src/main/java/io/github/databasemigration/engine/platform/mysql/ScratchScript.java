package io.github.databasemigration.engine.platform.mysql;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dump on its way into a scratch database, changed where a scratch must differ: whoever loads it becomes the definer,
 * no event runs, and a view that names its own database (the server writes it so when the view uses another one too)
 * names the scratch.
 */
final class ScratchScript extends FilterInputStream {
    /** Lines longer than this hold rows; nothing in them is changed. */
    private static final int LONGEST = 1 << 20;

    private static final Pattern EVENT =
            Pattern.compile("(/\\*!\\d+ CREATE\\*/ .*? ON COMPLETION (?:NOT )?PRESERVE) ENABLE( .*)", Pattern.DOTALL);
    private static final Pattern VIEW = Pattern.compile("/\\*!\\d+ VIEW .*", Pattern.DOTALL);

    private final String database;
    private final String scratch;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[0];
    private int lineAt;
    private boolean middle;

    ScratchScript(InputStream dump, String database, String scratch) {
        super(dump);
        this.database = latin1(Backticks.quote(database) + ".");
        this.scratch = latin1(Backticks.quote(scratch) + ".");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (lineAt == line.length && !nextLine()) {
            return -1;
        }
        int count = Math.min(length, line.length - lineAt);
        System.arraycopy(line, lineAt, bytes, offset, count);
        lineAt += count;
        return count;
    }

    /** Takes the next line, or the next part of a very long one. */
    private boolean nextLine() throws IOException {
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        boolean complete = false;
        while (!complete && next.size() < LONGEST && fill()) {
            int from = at;
            while (at < end && !complete) {
                complete = buffer[at++] == '\n';
            }
            next.write(buffer, from, at - from);
        }
        line = middle || !complete ? next.toByteArray() : changed(next.toByteArray());
        middle = !complete;
        lineAt = 0;
        return line.length > 0;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return at < end;
    }

    private byte[] changed(byte[] bytes) {
        if (bytes[0] != '/' && bytes[0] != 'C') {
            return bytes;
        }
        // One character a byte: every other byte comes out as it went in.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (VIEW.matcher(text).matches()) {
            text = text.replace(database, scratch);
        }
        text = Definer.find(text).map(Definer::without).orElse(text);
        Matcher event = EVENT.matcher(text);
        text = event.matches() ? event.group(1) + " DISABLE" + event.group(2) : text;
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
