package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says what the file system said. */
final class FileFaults {
    /** With less than this left, a failed write failed for want of room, whatever the system's language calls it. */
    private static final long NOTHING_LEFT = 64 * 1024;

    private FileFaults() {}

    static Fault reading(Path file, IOException e) {
        return new Fault(
                FaultCode.FILE_FAILED,
                file + " cannot be read: " + reason(e) + ".",
                "Give the user that runs this command the right to read it, and see whether the disk is healthy.");
    }

    static Fault writing(Path file, IOException e) {
        if (full(file, e)) {
            return new Fault(
                    FaultCode.DISK_FULL,
                    "No room left on the disk of " + file + ".",
                    "Free some space there, or configure another backup folder.");
        }
        return new Fault(
                FaultCode.FILE_FAILED,
                file + " cannot be written: " + reason(e) + ".",
                "Give the user that runs this command the right to write there, or configure another backup folder.");
    }

    private static boolean full(Path file, IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded") || nothingLeft(file);
    }

    private static boolean nothingLeft(Path file) {
        try {
            Path at = file;
            while (at != null && Files.notExists(at)) {
                at = at.getParent();
            }
            return at != null && Files.getFileStore(at).getUsableSpace() < NOTHING_LEFT;
        } catch (IOException e) {
            return false;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        return e instanceof FileSystemException || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }
}
