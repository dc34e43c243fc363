package io.github.databasemigration.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What restores kept of the state they replaced, as files in the folders of their runs. A copy is as young as the youngest of
 * its files, so that one which is just being written is never old.
 */
public final class SafetyCopies {
    /** The name of such a copy in the folder of its run. */
    public static final String FOLDER = "replaced";

    private final Path runs;

    /** @param runs the folder of all runs; it need not exist */
    public SafetyCopies(Path runs) {
        this.runs = runs;
    }

    /** Those in which nothing was written since a time. Fault {@code FILE_FAILED}. */
    public List<Path> before(Instant time) {
        List<Path> old = new ArrayList<>();
        try (Stream<Path> folders = Files.list(runs)) {
            for (Path copy : folders.map(run -> run.resolve(FOLDER))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                if (written(copy).toInstant().isBefore(time)) {
                    old.add(copy);
                }
            }
            return old;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw FileFaults.reading(runs, e);
        }
    }

    /** Deletes one. Fault {@code FILE_FAILED}. */
    public static void delete(Path copy) {
        try {
            Leftovers.delete(copy);
        } catch (IOException e) {
            throw FileFaults.writing(copy, e);
        }
    }

    private static FileTime written(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            FileTime last = Files.getLastModifiedTime(copy);
            for (Path file : files.toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                last = time.compareTo(last) > 0 ? time : last;
            }
            return last;
        }
    }
}
