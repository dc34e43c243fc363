package io.github.databasemigration.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds many byte sequences in one pass through bytes of any number. */
final class Needles {
    private static final int CHUNK = 1 << 18;
    private static final int START = 2;

    private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
    private final boolean[] starts = new boolean[1 << 16];
    private final Map<byte[], String> names;
    private final int longest;

    /** @param names what is looked for, two bytes at least, and what it is called */
    Needles(Map<byte[], String> names) {
        this.names = names;
        this.longest =
                names.keySet().stream().mapToInt(needle -> needle.length).max().orElse(0);
        for (byte[] needle : names.keySet()) {
            starts[start(needle, 0)] = true;
            byStart.computeIfAbsent(start(needle, 0), start -> new ArrayList<>())
                    .add(needle);
        }
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    /** What is found in a stream, which is read to its end. */
    SortedSet<String> in(InputStream stream) throws IOException {
        SortedSet<String> found = new TreeSet<>();
        byte[] bytes = new byte[CHUNK + longest];
        int length = 0;
        int read;
        do {
            read = stream.readNBytes(bytes, length, bytes.length - length);
            length += read;
            find(bytes, length, found);
            // What began in this chunk may end in the next.
            int kept = Math.min(length, longest);
            System.arraycopy(bytes, length - kept, bytes, 0, kept);
            length = kept;
        } while (read > 0);
        return found;
    }

    private void find(byte[] bytes, int length, SortedSet<String> found) {
        for (int at = 0; at + START <= length; at++) {
            int start = start(bytes, at);
            if (starts[start]) {
                for (byte[] needle : byStart.get(start)) {
                    int end = at + needle.length;
                    if (end <= length && Arrays.equals(bytes, at, end, needle, 0, needle.length)) {
                        found.add(names.get(needle));
                    }
                }
            }
        }
    }
}
