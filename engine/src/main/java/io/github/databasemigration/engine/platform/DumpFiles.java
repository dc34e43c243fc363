package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What dumps in files of our own have in common. */
public final class DumpFiles {
    private DumpFiles() {}

    /** Why a dump could not be written: {@code DISK_FULL} or {@code BACKUP_FAILED}. */
    public static Fault writing(Path file, IOException e) {
        return full(e)
                ? diskFull(file)
                : new Fault(
                        FaultCode.BACKUP_FAILED,
                        file + " cannot be written (" + e.getClass().getSimpleName() + ").",
                        "Give the user that runs this command the right to write there.");
    }

    /** No room for a file. */
    public static Fault diskFull(Path file) {
        return new Fault(
                FaultCode.DISK_FULL,
                "No room left on the disk of " + file + ".",
                "Free some space there, and run it again.");
    }

    /** A dump that is not what it should be. */
    public static Fault invalid(Path file, String why) {
        return new Fault(
                FaultCode.BACKUP_INVALID,
                file + " " + why + ".",
                "Do not use this backup; name another one, or take a new one.");
    }

    /** The dump's file, which must be there and not a link; fault {@code BACKUP_INVALID}. */
    public static Path existing(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw invalid(file, "is missing");
        }
        return file;
    }

    /** Whether the system had no room for what was written. */
    public static boolean full(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }

    /** A new temporary folder that only this user can enter, named for this process; fault {@code DISK_FULL}. */
    public static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(temporaryPrefix());
        } catch (IOException e) {
            throw writing(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    /** How the names of this process's temporary folders begin. */
    static String temporaryPrefix() {
        return "database-migration-" + ProcessHandle.current().pid() + "-";
    }

    /** Removes a temporary folder and all in it; what cannot be removed stays. */
    public static void remove(Path folder) {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            return;
        }
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // A temporary file that stays harms nobody, and there is nobody to tell.
            }
        }
    }
}
