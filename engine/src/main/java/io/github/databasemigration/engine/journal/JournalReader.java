package io.github.databasemigration.engine.journal;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a journal back, also one that is still being written or whose writer was killed. */
public final class JournalReader {
    private JournalReader() {}

    /**
     * What a journal holds.
     *
     * @param entries every whole entry, in order
     * @param torn the incomplete last line, byte by byte (ISO 8859-1); absent where the last line is whole
     */
    public record Contents(List<JournalEntry> entries, Optional<String> torn) {
        public Contents {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Reads a journal. Fault {@code FILE_FAILED}: it is not there, or damaged elsewhere than at its end, or has entries
     * of a kind that this version does not know.
     */
    public static Contents read(Path path) {
        byte[] bytes = bytes(path);
        List<JournalEntry> entries = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = endOfLine(bytes, start);
            byte[] line = Arrays.copyOfRange(bytes, start, end);
            boolean ended = end < bytes.length;
            Optional<JournalEntry> entry = ended ? JournalEntry.parse(line) : Optional.empty();
            if (entry.isEmpty() && end + 1 >= bytes.length) {
                return new Contents(entries, Optional.of(new String(line, StandardCharsets.ISO_8859_1)));
            }
            entries.add(entry.filter(e -> e.seq() == entries.size() + 1L).orElseThrow(() -> damaged(path, entries)));
            start = end + 1;
        }
        return new Contents(entries, Optional.empty());
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    path + " could not be read.",
                    "Name the folder of a run, and see that you may read it.");
        }
    }

    private static int endOfLine(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static Fault damaged(Path path, List<JournalEntry> entries) {
        return new Fault(
                FaultCode.FILE_FAILED,
                path + " is damaged at entry " + (entries.size() + 1) + ".",
                "Trust only what stands before it, and look at the database.");
    }
}
