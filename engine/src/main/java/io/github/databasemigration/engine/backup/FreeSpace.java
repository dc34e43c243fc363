package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses to begin what the disk has no room for. */
final class FreeSpace {
    /** Room for manifest and schema, and for what others write meanwhile. */
    private static final long RESERVE = 16L << 20;

    private static final long MEBI = 1L << 20;

    private FreeSpace() {}

    /** Fault {@code DISK_FULL} unless there is room for so many bytes, a tenth more, and a reserve. */
    static void require(Path folder, long bytes) {
        long needed = bytes + bytes / 10 + RESERVE;
        long free = usable(folder);
        if (free < needed) {
            throw new Fault(
                    FaultCode.DISK_FULL,
                    "The backup may need " + rounded(needed) + " MiB, and " + folder + " has " + free / MEBI
                            + " MiB left.",
                    "Free some space there, or configure another backup folder.");
        }
    }

    private static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw FileFaults.reading(folder, e);
        }
    }

    private static long rounded(long bytes) {
        return (bytes + MEBI - 1) / MEBI;
    }
}
